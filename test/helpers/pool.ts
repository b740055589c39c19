import { Cognito, type PersonOptions, type UserPoolOptions } from 'portcullis';
import { type LocalPool, type LocalPoolOptions, startLocalPool } from 'portcullis/local';

export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const PASSWORD = 'Correct-Horse-9';
export const CLIENT_SECRET = 'topsecrettopsecrettopsecret';

/** A busy machine may take its time, where a test does not ask for a deadline of its own. */
export const PATIENT_MS = 300_000;

const open: { close(): unknown }[] = [];

/** Call once in a test file that uses these helpers: everything a test opened is closed after it. */
export function closeAfterEach(): void {
  afterEach(closeOpened);
}

/** As {@link closeAfterEach}, for what the tests of a file, or of a `describe`, have in common. */
export function closeAfterAll(): void {
  afterAll(closeOpened);
}

const closeOpened = async (): Promise<void> => {
  await Promise.all(open.splice(0).map(thing => thing.close()));
};

/** Has something closed with the rest. */
export function closing<Thing extends { close(): unknown }>(thing: Thing): Thing {
  open.push(thing);
  return thing;
}

/** A local pool with one app client, `app`, and the users given. */
export async function poolWith(
  seed: LocalPoolOptions['seed'] = {},
  options: Omit<LocalPoolOptions, 'seed'> = {},
): Promise<LocalPool> {
  const pool = await startLocalPool({ seed: { clients: [{ clientId: 'app' }], ...seed }, ...options });
  open.push(pool);
  return pool;
}

/** Time that stands still from now on, where no test moves it: a busy machine outlasts a lock-out of a second. */
export function stillClock(): () => number {
  const begin = Date.now();
  return () => begin;
}

/** An app client whose refresh tokens are each good once, and again for a grace time in seconds. */
export const rotatingWithin = (RetryGracePeriodSeconds: number) =>
  ({ clientId: 'app', RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } }) as const;

/** An app client whose refresh tokens are each good once. */
export const rotating = rotatingWithin(0);

/** A client of the pool's first app client. */
export function clientOf(pool: LocalPool, options: ClientOptions = {}): Cognito {
  return closing(new Cognito({ ...clientOptions(pool), ...options }));
}

export type ClientOptions = Partial<UserPoolOptions & PersonOptions>;

/** Ada at the pool's first app client. */
export function clientOptions({ userPoolId, endpoint, clients: [client] }: LocalPool) {
  const { clientId = '', clientSecret } = client ?? {};
  return { userPoolId, endpoint, clientId, clientSecret, username: 'ada', timeoutMs: PATIENT_MS };
}

type SeedUser = NonNullable<NonNullable<LocalPoolOptions['seed']>['users']>[number];

/** Ada, who has confirmed her account. */
export const ada: SeedUser = {
  username: 'ada',
  password: PASSWORD,
  status: 'CONFIRMED',
  attributes: { email: 'ada@example.com', email_verified: 'true', phone_number: '+441234569934' },
};

/** Ada with an authenticator, which she prefers. */
export const adaWithTotp: SeedUser = {
  ...ada,
  totpSecret: TOTP_SECRET,
  mfa: ['SOFTWARE_TOKEN_MFA'],
  preferredMfa: 'SOFTWARE_TOKEN_MFA',
};

/** The error that a promise rejects with. */
export async function errorOf<E extends Error = Error>(promise: Promise<unknown>): Promise<E> {
  return promise.then(
    () => Promise.reject(new Error('expected a rejection')),
    error => error,
  );
}
