import { type Edit, type Expression, keysOf, memberOf, memberValue, type Node } from '../source/edit.js';
import { inlineOf } from '../source/functions.js';
import { optionsOf } from '../source/options.js';
import { scopeOf } from '../source/references.js';
import { Refusal } from '../source/refusal.js';
import { attributesOf } from './attributes.js';
import { argument, type Call, promiseOf, withCallback, withCallbacks, withoutMetadata } from './call.js';
import type { Convert } from './pool-calls.js';
import { DELIVERED, SUCCESS, TOKENS } from './results.js';
import { called } from './sign-in.js';
import { SIGN_IN_CALLS } from './sign-in-calls.js';

/** The answer as Cognito gives it, where the callback needs all of it. */
const raw = (operation: string, input = 'AccessToken'): string =>
  `$user.getAccessToken().then(AccessToken => $user.pool.api.call('${operation}', { ${input} }))`;

/** A call that any callback follows, whose result was a word. */
const done =
  (method: string, count: number): Convert =>
  call => {
    withoutMetadata(call, count + 1);
    return withCallback(call, count, called(call, method, call.args.slice(0, count)), SUCCESS);
  };

const doneWith =
  (text: string, index = 0): Convert =>
  call =>
    withCallbacks(
      call,
      index,
      promiseOf(call, text, { first: argument(call, 0), second: argument(call, 1) }),
      SUCCESS,
    );

/** The methods of a CognitoUser. */
export const USER_CALLS: Readonly<Record<string, Convert>> = {
  ...SIGN_IN_CALLS,
  confirmRegistration(call) {
    withoutMetadata(call, 3);
    const { j } = call.edit;
    const [code, force] = [argument(call, 0), argument(call, 1)];
    const isForced = force && !(j.BooleanLiteral.check(force) && !force.value);
    const options = optionsOf([['forceAliasCreation', isForced ? force : undefined]], call.edit);
    return withCallback(call, 2, called(call, 'confirmSignUp', [code, options]), SUCCESS);
  },
  resendConfirmationCode(call) {
    withoutMetadata(call, 1);
    return withCallback(call, 0, promiseOf(call, '$user.resendConfirmationCode()'), DELIVERED);
  },
  forgotPassword(call) {
    withoutMetadata(call, 1);
    const promise = promiseOf(call, '$user.initiateForgotPassword()');
    return withCallbacks(call, 0, promise, DELIVERED, ['inputVerificationCode', 'onSuccess']);
  },
  confirmPassword(call) {
    withoutMetadata(call, 3);
    return withCallbacks(call, 2, called(call, 'confirmForgotPassword', call.args.slice(0, 2)), SUCCESS);
  },
  changePassword: done('changePassword', 2),
  deleteUser(call) {
    withoutMetadata(call, 1);
    return withCallback(call, 0, promiseOf(call, '$user.deleteUser()'), SUCCESS);
  },
  getSession(call) {
    withoutMetadata(call, 1);
    const { edit } = call;
    assertNoneWaits(call, argument(call, 0));
    const text = `$user.getAccessToken().then(() => $user.tokens${edit.isTypeScript ? ' as CompleteTokenSet' : ''})`;
    return withCallback(call, 0, promiseOf(call, text), {
      ...TOKENS,
      members: {
        isValid: { call: session => edit.expression('!$session.expiresWithin(0, Date.now())', { session }) },
      },
    });
  },
  refreshSession(call) {
    withoutMetadata(call, 2);
    const token = argument(call, 0);
    const isOwn = token && /\.(?:getRefreshToken\(\)|refreshToken)$/.test(call.edit.text(token));
    if (!isOwn)
      throw new Refusal(
        'new Cognito({ pool, username, refreshToken }).renewAccessToken() where the token comes from elsewhere',
      );
    return withCallback(call, 1, promiseOf(call, '$user.renewAccessToken()'), TOKENS);
  },
  signOut(call) {
    const { edit } = call;
    const ok = argument(call, 0);
    const promise = promiseOf(call, '$user.revoke()');
    if (isFollowed(call)) call.notes.push('a promise: what follows has to wait for it');
    if (!ok) return promise;
    const isPlain = inlineOf(ok, edit)?.params.length === 0;
    return edit.expression(isPlain ? '$promise.then($ok)' : '$promise.then(() => $ok())', { promise, ok });
  },
  globalSignOut(call) {
    const { edit } = call;
    const promise = promiseOf(
      call,
      '$user.logout().then(outcome => { if (!outcome.revoked) throw outcome.error; })',
    );
    if (!argument(call, 0)) return edit.expression('$promise', { promise });
    return withCallbacks(call, 0, promise, SUCCESS);
  },
  getUserAttributes(call) {
    readAttributes(argument(call, 0), call.edit);
    return withCallback(call, 0, promiseOf(call, `${raw('GetUser')}.then(answer => answer.UserAttributes)`));
  },
  getUserData: call => withCallback(call, 0, promiseOf(call, raw('GetUser'))),
  getMFAOptions() {
    throw new Refusal('(await cognito.getUser()).mfa');
  },
  updateAttributes(call, library) {
    withoutMetadata(call, 2);
    const attributes = attributesOf(argument(call, 0), call.edit, library);
    if (inlineOf(argument(call, 1), call.edit)?.params[2])
      throw new Refusal('cognito.updateProfile(attributes) promises where codes went');
    return withCallback(
      call,
      1,
      called(call, 'updateProfile', [attributes ?? call.edit.expression('{}')]),
      SUCCESS,
    );
  },
  deleteAttributes(call) {
    const { edit } = call;
    const attributes = edit.expression("Object.fromEntries($names.map(name => [name, '']))", {
      names: call.args[0],
    });
    return withCallback(call, 1, called(call, 'updateProfile', [attributes]), SUCCESS);
  },
  getAttributeVerificationCode(call) {
    withoutMetadata(call, 2);
    const promise = called(call, 'sendVerification', [argument(call, 0)]);
    return withCallbacks(call, 1, promise, DELIVERED, ['inputVerificationCode', 'onSuccess']);
  },
  verifyAttribute: call =>
    withCallbacks(
      call,
      2,
      called(call, 'validateVerification', [argument(call, 1), argument(call, 0)]),
      SUCCESS,
    ),
  associateSoftwareToken(call) {
    const promise = promiseOf(
      call,
      '($user.tokens ? $user.associateSoftwareToken() : $user.beginMfaSetup()).then(token => token.secretCode)',
    );
    return withCallbacks(call, 0, promise, {}, ['associateSecretCode']);
  },
  verifySoftwareToken(call) {
    const [code, deviceName] = [argument(call, 0), argument(call, 1)];
    const options = optionsOf([['deviceName', deviceName]], call.edit);
    call.notes.push(
      'for a signed-in user; within a sign-in that requires a second factor write respondToMfaSetup({ code, deviceName })',
    );
    return withCallbacks(call, 2, called(call, 'verifySoftwareToken', [code, options]), SUCCESS);
  },
  setUserMfaPreference(call) {
    const preference = preferenceIn(call);
    return withCallback(
      call,
      call.args.length - 1,
      called(call, 'setUserMfaPreference', [preference]),
      SUCCESS,
    );
  },
  setDeviceStatusRemembered: doneWith('$user.updateDeviceStatus({ remembered: true })'),
  setDeviceStatusNotRemembered: doneWith('$user.updateDeviceStatus({ remembered: false })'),
  forgetDevice: doneWith('$user.forgetDevice()'),
  forgetSpecificDevice: doneWith('$user.forgetDevice($first)', 1),
  getDevice() {
    throw new Refusal('cognito.getDevice() promises the device');
  },
  listDevices() {
    throw new Refusal('await cognito.listDevices().toArray() has every page');
  },
  enableMFA() {
    throw new Refusal("cognito.setUserMfaPreference({ sms: true, preferred: 'SMS_MFA' })");
  },
  disableMFA() {
    throw new Refusal('cognito.setUserMfaPreference({ sms: false })');
  },
  setSignInUserSession() {
    throw new Refusal('new Cognito({ pool, username, accessToken, idToken, refreshToken })');
  },
  setAuthenticationFlowType() {
    throw new Refusal('each flow is a method: authenticate, authenticateWithPassword, initiateCustomAuth');
  },
  getSignInUserSession: call => promiseOf(call, '$user.tokens'),
  getUsername: call => promiseOf(call, '$user.username'),
};

/** Whether statements follow the call in its function. */
function isFollowed({ path, edit }: Call): boolean {
  const { j } = edit;
  const statement = path.parent;
  if (!j.ExpressionStatement.check(statement?.node) || !Array.isArray(statement.parentPath?.value))
    return false;
  const next = statement.parentPath.value[Number(statement.name) + 1];
  return next !== undefined && !(j.ReturnStatement.check(next) && !next.argument);
}

/** The library calls back at once where the session is fresh; here what the callback sets comes later. */
function assertNoneWaits(call: Call, callback: Node | undefined): void {
  const { edit } = call;
  const { j } = edit;
  const inline = inlineOf(callback, edit);
  if (!inline || !isFollowed(call)) return;
  const sets = j(inline.node)
    .find(j.AssignmentExpression)
    .filter(each => j.Identifier.check(each.node.left) && !scopeOf(each as never, each.node.left.name));
  if (sets.length > 0)
    throw new Refusal(
      'await cognito.getAccessToken(), then cognito.tokens: what follows needs what the callback sets',
    );
}

/** An attribute is a plain object: `attribute.getValue()` is `attribute.Value`. */
function readAttributes(callback: Node | undefined, edit: Edit): void {
  const { j } = edit;
  if (!callback) return;
  for (const path of j(callback).find(j.CallExpression).paths()) {
    const member = path.node.arguments.length === 0 ? memberOf(path.node.callee, j) : undefined;
    if (member?.name === 'getName')
      path.replace(edit.expression('$attribute.Name', { attribute: member.object }));
    if (member?.name === 'getValue')
      path.replace(edit.expression('$attribute.Value', { attribute: member.object }));
  }
}

/** `{ sms, softwareToken, preferred }` of the settings, which have to be written out. */
function preferenceIn(call: Call): Expression {
  const { edit } = call;
  const { j } = edit;
  const factors = [
    ['sms', 'SMS_MFA'],
    ['softwareToken', 'SOFTWARE_TOKEN_MFA'],
    ['email', 'EMAIL_OTP'],
  ] as const;
  const options: [string, Expression | undefined][] = [];
  let preferred: Expression | undefined;
  for (const [index, [name, type]] of factors.slice(0, call.args.length - 1).entries()) {
    const settings = argument(call, index);
    if (!settings) continue;
    const [enabled, prefers] = [
      memberValue(settings, 'Enabled', j),
      memberValue(settings, 'PreferredMfa', j),
    ];
    const isPlain = keysOf(settings, j)?.length === 2 && enabled && j.BooleanLiteral.check(prefers);
    if (!isPlain) throw new Refusal('cognito.setUserMfaPreference({ sms, softwareToken, preferred })');
    options.push([name, enabled]);
    if (prefers.value) preferred = j.stringLiteral(type);
  }
  return optionsOf([...options, ['preferred', preferred]], edit) ?? edit.expression('{}');
}
