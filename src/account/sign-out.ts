import type { CallTime } from '../api/call-time.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { NotAuthorizedError } from '../errors/service.js';
import type { Person } from '../person/person.js';
import { renew, revoke } from '../person/renewal.js';
import { dropOutcome, type RevokeOutcome, revokeOutcome, type SignOutOutcome } from '../tokens/sign-out.js';
import type { TokenSet } from '../tokens/token-set.js';

/** What a sign-out ends: every session of the user, or this one. */
type Scope = 'everywhere' | 'here';

/** What an earlier sign-out has left to do. */
interface Left {
  readonly tokens: TokenSet;
  /** What Cognito has ended by now. */
  readonly revoked?: Scope | undefined;
}

/** Ends a person's session at the pool, here and in the store. What fails of that the next sign-out makes up for. */
export class SignOut {
  readonly #person: Person;
  #left: Left | undefined;

  constructor(person: Person) {
    this.#person = person;
  }

  /** Ends every session of the user, or this one where no more can be done. */
  async everywhere(time: CallTime): Promise<SignOutOutcome> {
    const toEnd = this.#toEnd();
    // An access token that has expired is renewed first: Cognito would refuse it.
    if (this.#person.session.tokens) await this.#person.fresh(time).catch(() => {});
    return await this.#end('everywhere', toEnd, time, async tokens => {
      const everywhere = await revokeOutcome(this.#globalSignOut(tokens, time));
      if (everywhere.revoked || !tokens.refreshToken) return everywhere;
      const { revoked } = await revokeOutcome(this.#revoke(tokens, time));
      return revoked ? { ...everywhere, thisSession: true } : everywhere;
    });
  }

  /** Ends this session. */
  async here(time: CallTime): Promise<SignOutOutcome> {
    const toEnd = this.#toEnd();
    return await this.#end('here', toEnd, time, tokens => revokeOutcome(this.#revoke(tokens, time)));
  }

  /** The session, or what is left of one that was signed out. @throws {NotSignedInError} */
  #toEnd(): Left {
    const { tokensToEnd: tokens } = this.#person;
    const left = tokens ? { tokens } : this.#left;
    if (left) return left;
    throw new NotSignedInError();
  }

  /** The pool and the store are told at the same time: neither waits until the other gives up. */
  async #end(
    scope: Scope,
    left: Left,
    time: CallTime,
    atPool: (tokens: TokenSet) => Promise<RevokeOutcome>,
  ): Promise<SignOutOutcome> {
    const { session } = this.#person;
    const { tokens = left.tokens } = session;
    this.#left = { ...left, tokens };
    const forgetting = this.#person.forget();
    const dropping = dropOutcome(time.give(deadline => session.drop(deadline)));
    const isRevoked = left.revoked === 'everywhere' || left.revoked === scope;
    const outcome = isRevoked ? { revoked: true as const } : await atPool(tokens);
    const stored = await dropping;
    await time.wait(() => forgetting).catch(() => {});
    const isDone = outcome.revoked && !('storeError' in stored);
    this.#left = isDone ? undefined : { tokens, revoked: outcome.revoked ? scope : left.revoked };
    return { ...outcome, ...stored };
  }

  async #globalSignOut(tokens: TokenSet, time: CallTime): Promise<void> {
    const { api } = this.#person.pool;
    const { accessToken: AccessToken } = tokens;
    if (!AccessToken) throw new NotSignedInError('accessToken');
    try {
      await api.call('GlobalSignOut', { AccessToken }, time.left);
    } catch (error) {
      const isExpired = error instanceof NotAuthorizedError && error.code === 'ACCESS_TOKEN_EXPIRED';
      if (!isExpired || !tokens.refreshToken) throw error;
      const renewed = await renew(this.#person.pool, tokens, time.left);
      await api.call('GlobalSignOut', { AccessToken: renewed.accessToken }, time.left);
    }
  }

  async #revoke({ refreshToken }: TokenSet, time: CallTime): Promise<void> {
    if (!refreshToken) throw new NotSignedInError('refreshToken');
    const outcome = await revoke(this.#person.pool.api, refreshToken, time.left);
    if (!outcome.revoked) throw outcome.error;
  }
}
