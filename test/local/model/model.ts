import { type AccessOf, claims, fromLatest, PoolFacts, type Typed } from './facts.js';
import { checkPolicy, disabled, incorrect, LIFETIME, type ModelUser, noContact, Refused } from './rules.js';

interface Named {
  readonly name: string;
}

/** A pool in small: who exists, in which state, and which tokens live. Each method answers as the service would. */
export class PoolModel extends PoolFacts {
  advance({ seconds }: { seconds: number }) {
    this.now += seconds;
  }

  // Signing up

  signUp({ name, password, email }: Named & { password: string; email?: string | undefined }) {
    checkPolicy(password);
    if (this.find(name)) throw new Refused('UsernameExistsException', 'User already exists');
    this.add(name, { status: 'UNCONFIRMED', password, email, signUpCode: this.code('signUpCode', email) });
  }

  confirmSignUp({ name, code }: Named & { code: Typed }) {
    const user = this.account(name);
    if (user) refuseConfirmed(user);
    const sent = this.guess('confirmSignUp', user?.name ?? name, () => this.check(user?.signUpCode, code));
    if (!user) return;
    const proven = user.email === sent.to;
    if (proven) this.claim(user, user.email, true);
    Object.assign(user, { status: 'CONFIRMED', signUpCode: undefined });
    if (proven) user.emailVerified = true;
  }

  resendCode({ name }: Named) {
    const user = this.account(name);
    if (user && user.status !== 'UNCONFIRMED')
      throw new Refused('InvalidParameterException', 'User is already confirmed.');
    if (user && !user.email) throw new Refused('InvalidParameterException');
    this.count('resendCode', user?.name ?? name);
    if (user) user.signUpCode = this.code('signUpCode', user.email);
  }

  adminConfirm({ name }: Named) {
    const user = this.require(name);
    refuseConfirmed(user);
    Object.assign(user, { status: 'CONFIRMED', signUpCode: undefined });
  }

  // What administrators do to people

  adminCreate({
    name,
    password,
    email,
    verified,
  }: Named & { password: string; email?: string; verified: boolean }) {
    checkPolicy(password);
    if (this.find(name)) throw new Refused('UsernameExistsException');
    this.claim(undefined, email, verified);
    const emailVerified = email === undefined ? undefined : verified;
    const state = { status: 'FORCE_CHANGE_PASSWORD', password, email, emailVerified } as const;
    this.add(name, { ...state, temporaryUntil: this.now + LIFETIME.temporaryPassword });
  }

  adminResend({ name, password }: Named & { password: string }) {
    checkPolicy(password);
    const user = this.require(name);
    if (user.status !== 'FORCE_CHANGE_PASSWORD') throw new Refused('UnsupportedUserStateException');
    Object.assign(user, { password, temporaryUntil: this.now + LIFETIME.temporaryPassword });
  }

  adminSetPassword({ name, password, permanent }: Named & { password: string; permanent: boolean }) {
    const user = this.require(name);
    checkPolicy(password);
    user.password = password;
    user.status = permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    user.temporaryUntil = permanent ? undefined : this.now + LIFETIME.temporaryPassword;
  }

  adminReset({ name }: Named) {
    const user = this.require(name);
    if (!user.enabled) throw disabled();
    const resetCode = this.resetCode(user);
    if (!resetCode) throw noContact();
    Object.assign(user, { status: 'RESET_REQUIRED', resetCode });
  }

  adminDisable({ name }: Named) {
    const user = this.require(name);
    user.enabled = false;
    this.signOut(user);
  }

  adminEnable({ name }: Named) {
    this.require(name).enabled = true;
  }

  adminDelete({ name }: Named) {
    this.delete(this.require(name));
  }

  adminSetEmail({ name, email, verified }: Named & { email: string; verified: boolean }) {
    this.changeEmail(this.require(name), email, verified);
  }

  adminSignOut({ name }: Named) {
    this.signOut(this.require(name));
  }

  adminGet({ name }: Named) {
    const user = this.require(name);
    return { ...summary(user), groups: [...user.groups].sort() };
  }

  listUsers(_: object = {}) {
    return [...this.users.values()].map(summary);
  }

  // Signing in

  signIn({ name, password }: Named & { password: string }) {
    const user = this.find(name);
    if (!user) {
      if (this.rules.hidesUsers) this.checkPassword(this.stranger(name), password);
      throw new Refused('UserNotFoundException', 'User does not exist.');
    }
    if (!user.enabled) throw disabled();
    if (user.status === 'UNCONFIRMED')
      throw new Refused('UserNotConfirmedException', 'User is not confirmed.');
    if (user.status === 'RESET_REQUIRED') throw new Refused('PasswordResetRequiredException');
    this.checkPassword(user, password);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      if ((user.temporaryUntil ?? Number.POSITIVE_INFINITY) <= this.now)
        throw new Refused(
          'NotAuthorizedException',
          'Temporary password has expired and must be reset by an administrator.',
        );
      user.failures.count = 0;
      this.sessions.push({ user, until: this.now + LIFETIME.session });
      return 'NEW_PASSWORD_REQUIRED';
    }
    user.failures.count = 0;
    return this.issue(user);
  }

  /** Five wrong passwords in a row, after which the next is not even looked at. */
  guessPasswords({ name }: Named) {
    for (let i = 0; i < 5; i++) this.#tryWrong(name);
    return this.signIn({ name, password: 'Wrong-Horse-9' });
  }

  answerNewPassword({ session: nth, password }: { session: number; password: string }) {
    const session = fromLatest(this.sessions, nth);
    if (session.over === 'ended')
      throw new Refused('NotAuthorizedException', 'Invalid session for the user.');
    if (session.over || session.until <= this.now) throw new Refused('NotAuthorizedException');
    checkPolicy(password);
    session.over = 'used';
    const { user } = session;
    Object.assign(user, { status: 'CONFIRMED', password, temporaryUntil: undefined });
    return this.issue(user);
  }

  refresh({ signIn }: { signIn: number }) {
    const family = fromLatest(this.signIns, signIn);
    if (family.revoked) throw new Refused('NotAuthorizedException');
    if (family.refreshUntil <= this.now)
      throw new Refused('NotAuthorizedException', 'Refresh Token has expired');
    family.access.push(this.now + LIFETIME.access);
    return claims(family.user);
  }

  revokeToken({ signIn }: { signIn: number }) {
    fromLatest(this.signIns, signIn).revoked = true;
  }

  // What people do to their own accounts

  getUser(token: AccessOf) {
    const { name, email, emailVerified } = this.caller(token);
    return { name, email, emailVerified: Boolean(emailVerified) };
  }

  changePassword({ previous, proposed, ...token }: AccessOf & { previous: string; proposed: string }) {
    const user = this.caller(token);
    this.guess('changePassword', user.name, () => {
      if (user.password !== previous) throw incorrect();
    });
    checkPolicy(proposed);
    Object.assign(user, { password: proposed, temporaryUntil: undefined });
  }

  forgotPassword({ name }: Named) {
    const user = this.account(name);
    const resetCode = user && this.resetCode(user);
    if (!resetCode && !this.rules.hidesUsers) throw noContact();
    if (user && resetCode) user.resetCode = resetCode;
  }

  confirmForgotPassword({ name, code, password }: Named & { code: Typed; password: string }) {
    const user = this.account(name);
    checkPolicy(password);
    this.guess('confirmForgotPassword', user?.name ?? name, () => this.check(user?.resetCode, code));
    if (!user) return;
    const status = user.status === 'RESET_REQUIRED' ? 'CONFIRMED' : user.status;
    Object.assign(user, { status, password, temporaryUntil: undefined, resetCode: undefined });
    user.failures.count = 0;
  }

  setEmail({ email, ...token }: AccessOf & { email: string }) {
    this.changeEmail(this.caller(token), email, false);
  }

  verifyEmail({ code, ...token }: AccessOf & { code: Typed }) {
    const user = this.caller(token);
    const { to } = this.guess('verifyEmail', user.name, () => this.check(user.emailCode, code));
    this.claim(user, to, true);
    Object.assign(user, { email: to, emailVerified: true, emailCode: undefined });
  }

  globalSignOut(token: AccessOf) {
    this.signOut(this.caller(token));
  }

  deleteUser(token: AccessOf) {
    this.delete(this.caller(token));
  }

  // Groups

  createGroup({ group }: { group: string }) {
    if (this.groups.has(group))
      throw new Refused('GroupExistsException', 'A group with the name already exists');
    this.groups.set(group, []);
  }

  deleteGroup({ group }: { group: string }) {
    for (const member of this.members(group)) leave(member, group);
    this.groups.delete(group);
  }

  addToGroup({ name, group }: Named & { group: string }) {
    const members = this.members(group);
    const user = this.require(name);
    if (members.includes(user)) return;
    members.push(user);
    user.groups.push(group);
  }

  removeFromGroup({ name, group }: Named & { group: string }) {
    const members = this.members(group);
    const user = this.require(name);
    leave(user, group);
    this.groups.set(
      group,
      members.filter(member => member !== user),
    );
  }

  listGroup({ group }: { group: string }) {
    return this.members(group).map(({ name }) => name);
  }

  #tryWrong(name: string): void {
    try {
      this.signIn({ name, password: 'Wrong-Horse-9' });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
}

const summary = ({ name, status, enabled, email, emailVerified }: ModelUser) => ({
  name,
  status,
  enabled,
  email,
  emailVerified: Boolean(emailVerified),
});

function refuseConfirmed({ status }: ModelUser): void {
  if (status !== 'UNCONFIRMED')
    throw new Refused('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`);
}

function leave(user: ModelUser, group: string): void {
  user.groups = user.groups.filter(other => other !== group);
}
