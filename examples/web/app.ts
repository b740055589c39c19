import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { contextStorage } from 'hono/context-storage';
import { secureHeaders } from 'hono/secure-headers';
import { UserPool, type UserPoolOptions } from 'portcullis';
import { honoSession } from 'portcullis/http/hono';
import { cookieSession } from 'portcullis/http/session';
import { browserDevices } from './browser-devices.js';
import { type Pause, pause as wait } from './discretion.js';
import type { Env } from './env.js';
import { account } from './pages/account/index.js';
import { admins } from './pages/admins.js';
import { challenges } from './pages/challenges.js';
import { away, errorPage, notFound, tooLarge } from './pages/errors.js';
import { forgotPassword } from './pages/forgot-password.js';
import { home } from './pages/home.js';
import { signIn } from './pages/sign-in.js';
import { signUp } from './pages/sign-up.js';
import { peopleOf } from './people.js';
import { settingsOf } from './pool-settings.js';
import { sealFor } from './seal.js';

export interface SiteOptions {
  /** The user pool and the app client. People sign in with their e-mail address there. */
  readonly pool: UserPoolOptions;
  /** Encrypts the cookies; at least 32 characters. */
  readonly sessionSecret: string;
  /** Whether the site is served over HTTPS. */
  readonly secure: boolean;
  /** For tests: lets time pass before an answer that tells nothing by its speed. */
  readonly pause?: Pause;
}

/** The whole site. */
export async function createSite({
  pool: options,
  sessionSecret,
  secure,
  pause = wait,
}: SiteOptions): Promise<Hono<Env>> {
  const devices = browserDevices({ seal: sealFor('devices', sessionSecret), secure });
  // Page sessions renew the tokens. If the pool renewed them too, cookies would keep the old ones.
  const pool = new UserPool({ ...options, devices, renewBeforeExpiryMs: 0 });
  const sessions = cookieSession({ pool, secret: sessionSecret, secure });
  const people = peopleOf(pool, pause);
  const settings = await settingsOf(pool);

  return new Hono<Env>()
    .use(secureHeaders(HEADERS))
    .route('/', await files())
    .use(contextStorage())
    .use(async (context, next) => {
      // Pages are about one person. The back button must not show them after a sign-out.
      context.header('cache-control', 'no-store');
      context.set('settings', settings());
      await next();
    })
    .use(async (context, next) => {
      await next();
      // Without a session, the usual answer is problem details, for programs.
      if (context.res.headers.get('content-type') === 'application/problem+json')
        context.res = await away(context);
    })
    .use(honoSession(sessions))
    .use(bodyLimit({ maxSize: 16 * 1024, onError: tooLarge }))
    .route('/', home())
    .route('/', signUp(people))
    .route('/', signIn(people))
    .route('/', challenges(people, sealFor('challenge', sessionSecret)))
    .route('/', forgotPassword(people))
    .route('/', account(people))
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
