/** A small application of Next.js: its files by their paths. Tokens are always due, so that what may renew them, does. */
export const NEXT_APP: Readonly<Record<string, string>> = {
  'next.config.mjs': `
    export default { serverExternalPackages: ['portcullis'], agentRules: false };`,

  'lib/session.ts': `
    import { cookies, headers } from 'next/headers';
    import { UserPool } from 'portcullis';
    import { nextSession } from 'portcullis/http/next';
    import { cookieSession } from 'portcullis/http/session';

    const { USER_POOL_ID = '', ENDPOINT = '', ISSUER = '', SECRET = '' } = process.env;
    export const pool = new UserPool({
      userPoolId: USER_POOL_ID, endpoint: ENDPOINT, issuer: ISSUER, clientId: 'app', renewBeforeExpiryMs: 0,
    });
    const sessions = cookieSession({ pool, secret: SECRET, secure: false, renewBeforeExpiryMs: 86_400_000 });
    export const session = nextSession(sessions, { cookies, headers });`,

  'proxy.ts': `
    import { type NextRequest, NextResponse } from 'next/server';
    import { session } from './lib/session';

    export async function proxy(request: NextRequest) {
      const { headers, setCookies } = await session.renewed(request);
      const response = NextResponse.next({ request: { headers } });
      for (const line of setCookies) response.headers.append('set-cookie', line);
      return response;
    }
    export const config = { matcher: '/renewed' };`,

  'app/layout.tsx': `
    export default ({ children }: { children: React.ReactNode }) => <html><body>{children}</body></html>;`,

  'app/who.tsx': `
    import { session } from '../lib/session';

    export async function Who() {
      const { principal, ended, data, tokens } = await session.read();
      const seen = { email: principal?.email ?? null, ended, data, token: tokens?.accessToken?.slice(-20) };
      return <pre>{Buffer.from(JSON.stringify(seen)).toString('base64')}</pre>;
    }`,

  'app/page.tsx': `
    import { Who } from './who';
    export default () => <Who />;`,

  'app/renewed/page.tsx': `
    import { Who } from '../who';
    export default () => <Who />;`,

  'app/mistake/page.tsx': `
    import { session } from '../../lib/session';
    export default async () => <p>{(await session.open()).principal?.email}</p>;`,

  'app/form/page.tsx': `
    import { session } from '../../lib/session';
    import { Who } from '../who';

    async function save(form: FormData) {
      'use server';
      await (await session.open()).save({ colour: String(form.get('colour')) });
    }
    async function signOut() {
      'use server';
      await (await session.open()).signOut();
    }
    export default () => <><Who />
      <form id="save" action={save}><input name="colour" /></form>
      <form id="sign-out" action={signOut} />
    </>;`,

  'app/sign-in/route.ts': `
    import { Cognito } from 'portcullis';
    import { pool, session } from '../../lib/session';

    export async function POST(request: Request) {
      const { username, password } = await request.json();
      const tokens = await new Cognito({ pool, username }).authenticate(password);
      await (await session.open()).signIn(tokens);
      return Response.json({});
    }`,

  'app/whoami/route.ts': `
    import { session } from '../../lib/session';
    export const GET = async () => Response.json({ email: (await session.open()).principal?.email ?? null });`,
};
