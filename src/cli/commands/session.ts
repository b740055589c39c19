import type { Call } from '../frame/call.js';
import { STATUS } from '../frame/failure.js';
import { knownUser, noteUser } from '../frame/last-user.js';
import { signedIn, withSession } from '../frame/session.js';
import { ago } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';

interface LogoutArguments {
  readonly everywhere?: true;
}

/** `portcullis logout`. */
export async function logout(call: Call<LogoutArguments>): Promise<void> {
  const everywhere = call.options.everywhere === true;
  await withSession(call, async cognito => {
    const outcome = await (everywhere ? cognito.logout() : cognito.revoke());
    if ('storeError' in outcome) throw outcome.storeError;
    if (knownUser(call.config) === cognito.username) await noteUser(call.config, undefined);
    const error = outcome.revoked ? null : outcome.error.message;
    const value: Json<'logout'> = { revoked: outcome.revoked, everywhere, error };
    const how =
      error === null ? '' : ` The pool did not end ${everywhere ? 'every session' : 'it'}: ${error}`;
    await call.out.result(value, `${cognito.username} is signed out here.${how}`);
    if (error !== null) process.exitCode = STATUS.failed;
  });
}

/** `portcullis whoami`. */
export async function whoami(call: Call): Promise<void> {
  await withSession(call, async cognito => {
    await cognito.getAccessToken();
    const { id, access } = await cognito.verifyTokens();
    const email = id.claims.email;
    const value: Json<'whoami'> = {
      ...signedIn(cognito, cognito.tokens ?? {}),
      email: email ?? null,
      groups: [...access.groups],
    };
    await call.out.record(value, [
      ['username', value.username],
      ['e-mail', email],
      ['groups', value.groups.join(', ') || 'none'],
      ['sub', value.sub],
      ['pool', value.userPoolId],
      ['app client', value.clientId],
      ['token', cognito.tokens?.expiresAt && `expires ${ago(cognito.tokens.expiresAt)}, and is renewed then`],
    ]);
  });
}

/** `portcullis token`. */
export async function token(call: Call<{ readonly id?: true }>): Promise<void> {
  const use = call.options.id ? 'id' : 'access';
  await withSession(call, async cognito => {
    const token = await (use === 'id' ? cognito.getIdToken() : cognito.getAccessToken());
    const value: Json<'token'> = { token, use, expiresAt: cognito.tokens?.expiresAt?.toISOString() ?? null };
    await call.out.bare(value, token);
  });
}
