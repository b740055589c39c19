import { InvalidTokenError, VerificationUnavailableError } from '../errors/token.js';
import { within } from '../internal/within.js';
import type { Principal } from './principal.js';
import type { VerifiedToken } from './verified-tokens.js';

/**
 * Knows which tokens were revoked. A revoked token keeps a good signature and its time, so something else has to be asked:
 * Cognito itself ({@link revokedInPool}), a list that the application keeps ({@link revokedInList}), or a source of your own.
 */
export interface Revocation {
  /**
   * When it rejects, so does the verification: a token that cannot be checked is refused. It rejects with a
   * {@link VerificationUnavailableError} when there is no answer within the verifier's `timeoutMs`.
   */
  readonly isRevoked: (principal: Principal, token: string) => boolean | Promise<boolean>;
  /** For how many seconds an answer may be used again, as long as the token is remembered. Default 0: ask every time. */
  readonly cacheSeconds?: number | undefined;
  /** Set where only access tokens can be asked about: a verifier that lets others in is refused then. */
  readonly tokenUse?: 'access' | undefined;
}

/** An answer, or one that is on its way, for all who ask until then. */
export interface RevocationState {
  readonly isRevoked: Promise<boolean>;
  /** In milliseconds of a clock that only grows. */
  readonly until: number;
}

/** When it is asked, by a clock that only grows, and how long an answer may take. */
interface Limits {
  readonly now: number;
  readonly timeoutMs: number;
}

/** @throws {InvalidTokenError} when the token was revoked. */
export async function assertNotRevoked(
  verified: VerifiedToken,
  token: string,
  revocation: Revocation,
  limits: Limits,
): Promise<void> {
  const known =
    verified.revocation && limits.now < verified.revocation.until ? verified.revocation : undefined;
  const { isRevoked } = known ?? ask(verified, token, revocation, limits);
  if (await isRevoked) throw new InvalidTokenError('the token was revoked');
}

/** The time counts from the question, so that no answer is older than it may be. */
function ask(
  verified: VerifiedToken,
  token: string,
  { isRevoked, cacheSeconds = 0 }: Revocation,
  { now, timeoutMs }: Limits,
): RevocationState {
  const asking = async (): Promise<boolean> => isRevoked(verified.genuine, token);
  const answer = {
    isRevoked: within(timeoutMs, asking, () => late(timeoutMs)),
    until: now + cacheSeconds * 1000,
  };
  verified.revocation = answer;
  answer.isRevoked.catch(() => {
    if (verified.revocation === answer) verified.revocation = undefined;
  });
  return answer;
}

const late = (timeoutMs: number): VerificationUnavailableError =>
  new VerificationUnavailableError(new Error(`the revocation did not answer within ${timeoutMs} ms`));
