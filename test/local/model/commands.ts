import fc from 'fast-check';
import type { PoolModel } from './model.js';
import type { ActionName, RealPool } from './real.js';
import { Refused } from './rules.js';

type Args<Name extends ActionName> = Parameters<PoolModel[Name]>[0];

const CORRECT = 'Correct-Horse-9';
const newName = fc.constantFrom('ada', 'bob', 'eve');
const email = fc.constantFrom('one@example.com', 'two@example.com');
const name = fc.oneof({ weight: 6, arbitrary: newName }, { weight: 1, arbitrary: email });
const password = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(CORRECT, CORRECT, 'Another-Horse-8') },
  { weight: 1, arbitrary: fc.constantFrom('lowercase-9', 'Short-1') },
);
const group = fc.constantFrom('staff', 'guests');
const verified = fc.boolean();
const code = fc.constantFrom('right', 'right', 'wrong');
/** The latest most often. */
const nth = fc.oneof(fc.constant(0), fc.nat(5));
const token = { signIn: nth, access: nth };
/** Past a lock-out, a session, the failures, an access token or code, a day, a temporary password, and a refresh token. */
const seconds = fc.constantFrom(11, 198, 1001, 3663, 86_460, 605_000, 2_593_800);

const ARGS: { readonly [Name in ActionName]: fc.Arbitrary<Args<Name>> } = {
  advance: fc.record({ seconds }),
  signUp: fc.record({ name: newName, password, email: fc.option(email, { nil: undefined }) }),
  confirmSignUp: fc.record({ name, code }),
  resendCode: fc.record({ name }),
  adminConfirm: fc.record({ name }),
  adminCreate: fc.record({ name: newName, password, email, verified }),
  adminResend: fc.record({ name, password }),
  adminSetPassword: fc.record({ name, password, permanent: fc.boolean() }),
  adminReset: fc.record({ name }),
  adminDisable: fc.record({ name }),
  adminEnable: fc.record({ name }),
  adminDelete: fc.record({ name }),
  adminSetEmail: fc.record({ name, email, verified }),
  adminSignOut: fc.record({ name }),
  adminGet: fc.record({ name }),
  listUsers: fc.record({}),
  signIn: fc.record({ name, password }),
  guessPasswords: fc.record({ name }),
  answerNewPassword: fc.record({ session: nth, password }),
  refresh: fc.record({ signIn: nth }),
  revokeToken: fc.record({ signIn: nth }),
  getUser: fc.record(token),
  changePassword: fc.record({ ...token, previous: password, proposed: password }),
  forgotPassword: fc.record({ name }),
  confirmForgotPassword: fc.record({ name, code, password }),
  setEmail: fc.record({ ...token, email }),
  verifyEmail: fc.record({ ...token, code }),
  globalSignOut: fc.record(token),
  deleteUser: fc.record(token),
  createGroup: fc.record({ group }),
  deleteGroup: fc.record({ group }),
  addToGroup: fc.record({ name, group }),
  removeFromGroup: fc.record({ name, group }),
  listGroup: fc.record({ group }),
};

/** What ends things is rarer than what needs them, or most runs would be about nobody. */
const ENDING: readonly ActionName[] = ['adminDelete', 'deleteUser', 'adminDisable', 'deleteGroup', 'advance'];
const LEADING_ON: readonly ActionName[] = [
  'signIn',
  'adminEnable',
  'answerNewPassword',
  'confirmSignUp',
  'confirmForgotPassword',
  'setEmail',
  'verifyEmail',
  'addToGroup',
];

type Act = (args: object) => unknown;

/** One action, done to both. */
export class Step implements fc.AsyncCommand<PoolModel, RealPool> {
  constructor(
    private readonly action: ActionName,
    private readonly args: object,
  ) {}

  /** Tokens and sessions can be used once there is one. */
  check({ signIns, sessions }: Readonly<PoolModel>): boolean {
    if ('session' in this.args) return sessions.length > 0;
    return !('signIn' in this.args) || signIns.length > 0;
  }

  async run(model: PoolModel, real: RealPool): Promise<void> {
    const act = (pool: PoolModel | RealPool): Act => (pool[this.action] as Act).bind(pool);
    // The pool first: which code is somebody's is for the model to say, as it was before.
    const answered = await outcomeOf(() => act(real)(this.args));
    const expected = await outcomeOf(() => act(model)(this.args));
    expect({ action: this.toString(), ...answered }).toEqual({ action: this.toString(), ...expected });
  }

  toString(): string {
    return `${this.action}(${JSON.stringify(this.args)})`;
  }
}

/** A result, or a refusal, in a form in which the model's can be compared with the pool's. */
async function outcomeOf(act: () => unknown): Promise<object> {
  try {
    return { result: await act() };
  } catch (error) {
    if (!(error instanceof Refused)) {
      const { name: refused, message } = error as Error;
      return { refused, message };
    }
    const { names, text } = error;
    return {
      refused: expect.stringMatching(`^(${names.join('|')})$`),
      message: text ?? expect.any(String),
    };
  }
}

const timesOf = (action: ActionName): number => {
  if (ENDING.includes(action)) return 1;
  return LEADING_ON.includes(action) ? 6 : 2;
};

const ACTIONS = (Object.keys(ARGS) as ActionName[]).flatMap(action => {
  const step = (ARGS[action] as fc.Arbitrary<object>).map(args => new Step(action, args));
  return Array<typeof step>(timesOf(action)).fill(step);
});

export const runs = fc.commands(ACTIONS, { maxCommands: 40, size: 'max' });

/** What a run begins with: somebody in each of three states, signed in where that is possible, and a group. */
export const BEGINNING: readonly Step[] = [
  new Step('adminCreate', { name: 'ada', password: CORRECT, email: 'one@example.com', verified: true }),
  new Step('adminSetPassword', { name: 'ada', password: CORRECT, permanent: true }),
  new Step('signIn', { name: 'ada', password: CORRECT }),
  new Step('signUp', { name: 'bob', password: CORRECT, email: 'two@example.com' }),
  new Step('adminCreate', { name: 'eve', password: CORRECT, email: 'two@example.com', verified: false }),
  new Step('signIn', { name: 'eve', password: CORRECT }),
  new Step('createGroup', { group: 'staff' }),
];

/** What everybody and everything is like in the end: who there is, which tokens live, and which codes are still good. */
export async function compareAll(model: PoolModel, real: RealPool): Promise<void> {
  const step = (action: ActionName, args: object) => new Step(action, args).run(model, real);
  await step('listUsers', {});
  for (const group of model.groups.keys()) await step('listGroup', { group });
  for (const [signIn, { access }] of model.signIns.entries()) {
    for (const nth of access.keys()) await step('getUser', { signIn, access: nth });
    await step('refresh', { signIn });
  }
  const code = 'right';
  for (const name of ['ada', 'bob', 'eve'])
    for (const password of [CORRECT, CORRECT]) {
      // Twice, as a code is good for once.
      await step('confirmForgotPassword', { name, code, password });
      await step('confirmSignUp', { name, code });
      await step('signIn', { name, password });
    }
  // A week later, temporary passwords are over.
  await step('advance', { seconds: 605_000 });
  for (const name of ['ada', 'bob', 'eve']) await step('signIn', { name, password: CORRECT });
  await step('listUsers', {});
}
