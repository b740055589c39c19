import {
  type Claimant,
  disabled,
  HOURLY,
  incorrect,
  LIFETIME,
  type ModelSession,
  type ModelSignIn,
  type ModelUser,
  noCode,
  Refused,
  type Rules,
  type SentCode,
  wrongCode,
} from './rules.js';

/** A code as somebody types it: the one that was sent last, or another. */
export type Typed = 'right' | 'wrong';

/** Which token: one of those of a sign-in, each counted from the latest. */
export interface AccessOf {
  readonly signIn: number;
  readonly access: number;
}

/** What the model of a pool knows, and what several of its answers have in common. */
export class PoolFacts {
  /** Seconds since it began. */
  protected now = 0;
  readonly users = new Map<string, ModelUser>();
  readonly groups = new Map<string, ModelUser[]>();
  readonly signIns: ModelSignIn[] = [];
  readonly sessions: ModelSession[] = [];
  readonly #attempts = new Map<string, { count: number; until: number }>();
  readonly #strangers = new Map<string, Claimant>();

  constructor(protected readonly rules: Rules) {}

  /** By the names that sign somebody in. */
  find(name: string): ModelUser | undefined {
    return this.users.get(name) ?? (this.rules.emailAlias ? this.#holder(name) : undefined);
  }

  #holder(email: string | undefined): ModelUser | undefined {
    return [...this.users.values()].find(user => user.emailVerified && user.email === email);
  }

  protected require(name: string): ModelUser {
    const user = this.find(name);
    if (!user) throw new Refused('UserNotFoundException', 'User does not exist.');
    return user;
  }

  /** As people who are not signed in name an account; where it is hidden who exists, it may be nobody's. */
  protected account(name: string): ModelUser | undefined {
    const user = this.find(name);
    if (!user && !this.rules.hidesUsers)
      throw new Refused('UserNotFoundException', 'Username/client id combination not found.');
    if (user && !user.enabled) throw disabled();
    return user;
  }

  /** Whose access token it is. */
  protected caller({ signIn, access }: AccessOf): ModelUser {
    const family = fromLatest(this.signIns, signIn);
    if (fromLatest(family.access, access) <= this.now)
      throw new Refused('NotAuthorizedException', 'Access Token has expired');
    // Disabling or deleting somebody revokes what they have.
    if (family.revoked) throw new Refused('NotAuthorizedException');
    return family.user;
  }

  protected members(group: string): ModelUser[] {
    const members = this.groups.get(group);
    if (!members) throw new Refused('ResourceNotFoundException');
    return members;
  }

  protected add(name: string, state: Pick<ModelUser, 'status' | 'password'> & Partial<ModelUser>): void {
    this.users.set(name, { name, enabled: true, groups: [], failures: { count: 0, at: 0 }, ...state });
  }

  protected delete(user: ModelUser): void {
    this.signOut(user);
    this.users.delete(user.name);
    for (const [group, members] of this.groups)
      this.groups.set(
        group,
        members.filter(member => member !== user),
      );
  }

  protected signOut(user: ModelUser): void {
    for (const family of this.signIns) if (family.user === user) family.revoked = true;
    for (const session of this.sessions) if (session.user === user) session.over = 'ended';
  }

  protected issue(user: ModelUser) {
    this.signIns.push({
      user,
      revoked: false,
      refreshUntil: this.now + LIFETIME.refresh,
      access: [this.now + LIFETIME.access],
    });
    return claims(user);
  }

  /** From the fifth failure on, the next try is heard only after a while that doubles. */
  protected checkPassword(user: Claimant, password: string): void {
    const { count, at } = user.failures;
    const remembered = at + LIFETIME.failures > this.now ? count : 0;
    if (remembered >= 5 && at + 2 ** (remembered - 5) > this.now)
      throw new Refused('NotAuthorizedException', 'Password attempts exceeded');
    if (user.password === password) return;
    user.failures = { count: remembered + 1, at: this.now };
    throw incorrect();
  }

  /** Whom a client that hides who exists takes for a user: their tries count, and none is right. */
  protected stranger(name: string): Claimant {
    const stranger = this.#strangers.get(name) ?? { failures: { count: 0, at: 0 }, password: undefined };
    this.#strangers.set(name, stranger);
    return stranger;
  }

  protected changeEmail(user: ModelUser, email: string, verified: boolean): void {
    const changes = user.email !== email;
    const emailVerified = verified || (!changes && user.emailVerified);
    this.claim(user, email, Boolean(emailVerified));
    if (changes) user.emailCode = verified ? undefined : this.code('emailCode', email);
    Object.assign(user, { email, emailVerified });
  }

  /** An address that is verified is one person's alone, where people sign in by it. */
  protected claim(user: ModelUser | undefined, email: string | undefined, verified: boolean): void {
    const holder = this.rules.emailAlias && verified && email ? this.#holder(email) : undefined;
    if (holder && holder !== user) throw new Refused('AliasExistsException');
  }

  protected code(
    purpose: 'signUpCode' | 'emailCode' | 'resetCode',
    to: string | undefined,
  ): SentCode | undefined {
    return to === undefined ? undefined : { to, until: this.now + LIFETIME[purpose] };
  }

  /** The code that resets a password, where the user has somewhere to send it. */
  protected resetCode(user: ModelUser): SentCode | undefined {
    if (user.status === 'FORCE_CHANGE_PASSWORD')
      throw new Refused('NotAuthorizedException', 'User password cannot be reset in the current state.');
    return this.code('resetCode', user.emailVerified ? user.email : undefined);
  }

  protected check(sent: SentCode | undefined, typed: Typed): SentCode {
    if (!sent && this.rules.hidesUsers) throw new Refused(['CodeMismatchException', 'ExpiredCodeException']);
    if (!sent || sent.until <= this.now) throw noCode();
    if (typed === 'wrong') throw wrongCode();
    return sent;
  }

  /** One that is wrong counts; one that is right clears the count. */
  protected guess<Right>(operation: keyof typeof HOURLY, name: string, guess: () => Right): Right {
    this.count(operation, name);
    const right = guess();
    this.#attempts.delete(`${operation} ${name}`);
    return right;
  }

  protected count(operation: keyof typeof HOURLY, name: string): void {
    const key = `${operation} ${name}`;
    const found = this.#attempts.get(key);
    const { count, until } = found && found.until > this.now ? found : { count: 0, until: this.now + 3600 };
    if (count >= HOURLY[operation])
      throw new Refused('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    this.#attempts.set(key, { count: count + 1, until });
  }
}

/** Counts from the latest. */
export function fromLatest<Item>(items: readonly Item[], nth: number): Item {
  const item = items.at(-1 - (nth % items.length));
  if (item === undefined) throw new Error('there is none yet');
  return item;
}

/** What tokens say of their owner. */
export const claims = ({ name, groups }: ModelUser) => ({ name, groups: [...groups].sort() });
