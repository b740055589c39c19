'use server';
import { Cognito } from 'portcullis';
import { type Cookies, pool, sessionOf } from './session.js';

// Next.js refuses actions that another site sends, so these forms need no token of their own.

export async function signIn(cookies: Cookies, form: FormData): Promise<void> {
  const session = await sessionOf(cookies);
  const cognito = new Cognito({ pool, username: String(form.get('username')) });
  await session.signIn(await cognito.authenticate(String(form.get('password'))));
}

/** Changes the name of whoever is signed in. */
export async function rename(cookies: Cookies, form: FormData): Promise<string> {
  const session = await sessionOf(cookies);
  const { username } = await session.require();
  await new Cognito({ pool, ...session.tokens?.data }).updateProfile({ name: String(form.get('name')) });
  return `${username} is ${form.get('name')} now`;
}
