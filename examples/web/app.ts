import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { UserPool, type UserPoolOptions } from 'portcullis';
import { honoSession } from 'portcullis/http/hono';
import { cookieSession } from 'portcullis/http/session';
import type { Env } from './env.js';
import { admins } from './pages/admins.js';
import { challenges } from './pages/challenges.js';
import { away, errorPage, notFound } from './pages/errors.js';
import { forgotPassword } from './pages/forgot-password.js';
import { home } from './pages/home.js';
import { profile } from './pages/profile.js';
import { signIn } from './pages/sign-in.js';
import { signUp } from './pages/sign-up.js';
import { peopleOf } from './people.js';

export interface SiteOptions {
  /** The user pool and the app client. People sign in with their e-mail address there. */
  readonly pool: UserPoolOptions;
  /** Encrypts the cookies; at least 32 characters. */
  readonly sessionSecret: string;
  /** Whether the site is served over HTTPS. */
  readonly secure: boolean;
}

/** The whole site. */
export async function createSite({ pool: options, sessionSecret, secure }: SiteOptions): Promise<Hono<Env>> {
  // Page sessions renew the tokens. If the pool renewed them too, cookies would keep the old ones.
  const pool = new UserPool({ ...options, renewBeforeExpiryMs: 0 });
  const sessions = cookieSession({ pool, secret: sessionSecret, secure });
  const people = peopleOf(pool);

  return new Hono<Env>()
    .use(secureHeaders(HEADERS))
    .route('/', await files())
    .use(bodyLimit({ maxSize: 16 * 1024 }))
    .use(async (context, next) => {
      // Pages are about one person. The back button must not show them after a sign-out.
      context.header('cache-control', 'no-store');
      await next();
    })
    .use(async (context, next) => {
      await next();
      // Without a session, the usual answer is problem details, for programs.
      if (context.res.headers.get('content-type') === 'application/problem+json')
        context.res = await away(context);
    })
    .use(honoSession(sessions))
    .route('/', home())
    .route('/', signUp(people))
    .route('/', signIn(people))
    .route('/', challenges(people))
    .route('/', forgotPassword(people))
    .route('/', profile(people))
    .route('/', admins(pool.users))
    .notFound(notFound)
    .onError(errorPage);
}

/** Allows only our own stylesheet and images, and forms that post to this site. */
const HEADERS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Without any referrer, a browser does not send the origin of a form either.
  referrerPolicy: 'same-origin',
};

async function files(): Promise<Hono> {
  const serve = async (app: Hono, name: string, type: string) => {
    const text = await readFile(new URL(name, import.meta.url), 'utf8');
    app.get(`/${name}`, context =>
      context.body(text, 200, { 'content-type': type, 'cache-control': 'max-age=3600' }),
    );
  };
  const app = new Hono();
  await serve(app, 'style.css', 'text/css; charset=utf-8');
  await serve(app, 'icon.svg', 'image/svg+xml');
  return app;
}
