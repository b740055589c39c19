import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import { withoutPauses } from './losing-proxy.js';
import { adaWithTotp, type ClientOptions, clientOf, TOTP_SECRET } from './pool.js';
import { totpCode } from './totp.js';

export const HELD = expect.stringMatching(/^The sign-in was right, and its tokens are held here/);
export const MINUTE = 60_000;

export type Answer = (pass: () => Promise<Response>) => Promise<Response>;

/** What stands in for an operation, or for the fetch of keys (`keys`). */
export const network = new Map<string, Answer>();
/** Time that has passed without anyone waiting for it. */
export const time = { passed: 0 };
const elapsed = performance.now.bind(performance);
/** Call once in a test file: each test begins with a network that passes everything on. */
export function useStandIns(): void {
  beforeEach(() => {
    network.clear();
    time.passed = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => elapsed() + time.passed);
  });
  afterEach(() => jest.restoreAllMocks());
}

export const away: Answer = async () => {
  throw new Error('reset');
};
/** The pool carries the call out, and its answer is lost. */
export const lost: Answer = async pass => {
  await pass();
  throw new Error('reset');
};

const through: typeof globalThis.fetch = async (input, init) => {
  const operation = new Headers(init?.headers).get('x-amz-target')?.split('.').pop() ?? 'keys';
  const pass = () => fetch(input, init);
  return await (network.get(operation) ?? (each => each()))(pass);
};

export const tracking: LocalPoolOptions['seed'] = {
  MfaConfiguration: 'OPTIONAL',
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  users: [adaWithTotp],
};

export const clientBehind = (pool: LocalPool, options: ClientOptions = {}) =>
  clientOf(pool, { fetch: through, random: withoutPauses, ...options });

export const sessionOf = ({
  accessToken,
  idToken,
  refreshToken,
}: Awaited<ReturnType<LocalPool['tokensFor']>>) => ({
  accessToken,
  idToken,
  refreshToken,
});

/** Answers with the code, which is good once. */
export const byCode = () => {
  let asked = 0;
  return {
    asked: () => asked,
    onSoftwareTokenMfa: () => {
      asked++;
      return totpCode(TOTP_SECRET);
    },
  };
};

export const isHonoured = async (pool: LocalPool, refreshToken: string | undefined) =>
  await clientOf(pool, { refreshToken })
    .renewAccessToken()
    .then(
      () => true,
      () => false,
    );

/** The refresh tokens that the pool gave. */
export function spyOnTokens(): string[] {
  const given: string[] = [];
  network.set('RespondToAuthChallenge', async pass => {
    const answer = await pass();
    const [, token] = /"RefreshToken":"([^"]+)"/.exec(await answer.clone().text()) ?? [];
    if (token) given.push(token);
    return answer;
  });
  return given;
}
