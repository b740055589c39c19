import { copyOf, type Expression } from '../source/edit.js';
import { optionsOf } from '../source/options.js';
import { Refusal } from '../source/refusal.js';
import {
  type Convert,
  DELIVERED,
  fitted,
  input,
  isPattern,
  isUnused,
  ofPerson,
  own,
  person,
  refused,
  text,
  within,
} from './call.js';

const FLOWS: Readonly<Record<string, string>> = {
  USER_SRP_AUTH: '.authenticate($password)',
  USER_PASSWORD_AUTH: '.authenticateWithPassword($password)',
  CUSTOM_WITH_SRP: '.initiateCustomAuth({ password: $password })',
  CUSTOM_WITHOUT_SRP: '.initiateCustomAuth()',
};

const MFA: Readonly<Record<string, readonly [name: string, type: string]>> = {
  sms: ['sms', 'SMS_MFA'],
  totp: ['softwareToken', 'SOFTWARE_TOKEN_MFA'],
  email: ['email', 'EMAIL_OTP'],
};

/** Amplify's functions. */
export const CALLS: Readonly<Record<string, Convert>> = {
  signUp(call) {
    const { edit } = call;
    const advice =
      'new Cognito({ pool, username }).register({ password, attributes, validationData, clientMetadata })';
    const get = input(call, advice, 'username', 'password', 'options');
    const options = within(
      get('options'),
      call,
      advice,
      'userAttributes',
      'validationData',
      'clientMetadata',
    );
    const account = optionsOf(
      [
        ['password', get('password')],
        ['attributes', options('userAttributes')],
        ['validationData', options('validationData')],
        ['clientMetadata', options('clientMetadata')],
      ],
      edit,
    );
    const promise = edit.expression('$person.register($account)', {
      person: person(call, get('username')),
      account: account ?? edit.expression('{}'),
    });
    const names = { isSignUpComplete: 'confirmed', userId: 'sub' };
    return fitted(call, promise, { names, is: 'what comes here has confirmed, sub and delivery' });
  },
  confirmSignUp: ofPerson('confirmSignUp', ['confirmationCode'], {
    is: 'nothing comes here: the account is confirmed, or an error says why it is not',
  }),
  resendSignUpCode: ofPerson('resendConfirmationCode', [], DELIVERED),
  resetPassword: ofPerson('initiateForgotPassword', [], DELIVERED),
  confirmResetPassword: ofPerson('confirmForgotPassword', ['confirmationCode', 'newPassword']),
  autoSignIn: refused('become(username).authenticate(password)'),
  signIn(call) {
    const { edit } = call;
    const advice = 'become(username).authenticate(password, { clientMetadata })';
    const get = input(call, advice, 'username', 'password', 'options');
    const flow = within(get('options'), call, advice, 'authFlowType')('authFlowType');
    const method = flow ? FLOWS[text(flow, call) ?? ''] : FLOWS.USER_SRP_AUTH;
    if (!method || !get('username')) throw new Refusal(advice);
    const promise = edit.expression(`become($username)${method}`, {
      username: get('username'),
      password: get('password') ?? edit.expression('undefined'),
    });
    const before = call.notes.length;
    fitted(call, promise, {
      is: 'nextStep is always DONE: a challenge, or an account to confirm, is an error with a code',
    });
    if (call.notes.length === before) return promise;
    return edit.expression("$promise.then(() => ({ isSignedIn: true, nextStep: { signInStep: 'DONE' } }))", {
      promise,
    });
  },
  confirmSignIn: refused(
    'the respondTo… of the challenge, such as cognito.respondToSoftwareTokenMfa(code): the code of the error of signing in tells',
  ),
  signOut(call) {
    const { edit } = call;
    const global = input(
      call,
      'cognito.logout() signs out everywhere, cognito.revoke() here',
      'global',
    )('global');
    if (!global) return edit.expression('cognito.revoke()');
    if (!edit.j.BooleanLiteral.check(global))
      return edit.expression('($global ? cognito.logout() : cognito.revoke())', { global });
    return edit.expression(global.value ? 'cognito.logout()' : 'cognito.revoke()');
  },
  getCurrentUser(call) {
    const { edit } = call;
    const sure = edit.isTypeScript ? '!' : '';
    if (isUnused(call)) return edit.expression('cognito.getAccessToken()');
    const tokens = `cognito.tokens${sure}`;
    const who = `{ username: ${tokens}.username${sure}, userId: ${tokens}.sub${sure} }`;
    return edit.expression(`cognito.getAccessToken().then(() => (${who}))`);
  },
  fetchAuthSession(call) {
    const { edit } = call;
    const force = input(
      call,
      'cognito.renewAccessToken(), then cognito.tokens',
      'forceRefresh',
    )('forceRefresh');
    const is = 'what comes here has tokens, and nothing else of a session';
    if (!force)
      return fitted(call, edit.expression('currentTokens().then(tokens => ({ tokens }))'), {
        names: { tokens: 'tokens' },
        ...(isPattern(call) && { is }),
      });
    if (!(edit.j.BooleanLiteral.check(force) && force.value))
      throw new Refusal('cognito.renewAccessToken(), or currentTokens()');
    return edit.expression('cognito.renewAccessToken().then(tokens => ({ tokens }))');
  },
  fetchUserAttributes: ({ edit }) =>
    edit.expression(
      "cognito.getAccessToken().then(AccessToken => pool.api.call('GetUser', { AccessToken })).then(answer => Object.fromEntries((answer.UserAttributes ?? []).map(attribute => [attribute.Name, attribute.Value])))",
    ),
  updateUserAttributes: own('updateProfile', ['userAttributes'], {
    is: 'what comes here is a list of where codes went',
  }),
  updateUserAttribute(call) {
    const { edit } = call;
    const advice = 'cognito.updateProfile({ [attributeKey]: value })';
    const get = within(
      input(call, advice, 'userAttribute')('userAttribute'),
      call,
      advice,
      'attributeKey',
      'value',
    );
    const [key, value] = [get('attributeKey'), get('value')];
    if (!key || !value) throw new Refusal(advice);
    const name = text(key, call);
    const isPlain = name && /^[a-z_]+$/.test(name);
    const property = isPlain ? name : name ? `'${name}'` : '[$key]';
    const promise = edit.expression(`cognito.updateProfile({ ${property}: $value })`, { key, value });
    return fitted(call, promise, { is: 'what comes here is a list of where codes went' });
  },
  deleteUserAttributes(call) {
    const names = input(
      call,
      "cognito.updateProfile({ nickname: '' })",
      'userAttributeKeys',
    )('userAttributeKeys');
    return call.edit.expression("cognito.updateProfile(Object.fromEntries($names.map(name => [name, ''])))", {
      names,
    });
  },
  sendUserAttributeVerificationCode: own('sendVerification', ['userAttributeKey'], DELIVERED),
  confirmUserAttribute(call) {
    const get = input(
      call,
      'cognito.validateVerification(code, attribute)',
      'userAttributeKey',
      'confirmationCode',
    );
    return call.edit.expression('cognito.validateVerification($code, $key)', {
      code: get('confirmationCode'),
      key: get('userAttributeKey'),
    });
  },
  updatePassword: own('changePassword', ['oldPassword', 'newPassword']),
  deleteUser: own('deleteUser', []),
  setUpTOTP: own('associateSoftwareToken', [], {
    names: { sharedSecret: 'secretCode' },
    is: 'what comes here has secretCode and uri; associateSoftwareToken({ issuer }) names the application',
  }),
  verifyTOTPSetup(call) {
    const { edit } = call;
    const advice = 'cognito.verifySoftwareToken(code, { deviceName })';
    const get = input(call, advice, 'code', 'options');
    const deviceName = within(get('options'), call, advice, 'friendlyDeviceName')('friendlyDeviceName');
    const options = optionsOf([['deviceName', deviceName]], edit);
    return edit.j.callExpression(
      edit.expression('cognito.verifySoftwareToken'),
      [get('code'), options].filter(arg => arg !== undefined),
    );
  },
  fetchMFAPreference: refused('(await cognito.getUser()).mfa, and preferredMfa'),
  updateMFAPreference(call) {
    const { edit } = call;
    const advice = 'cognito.setUserMfaPreference({ sms, softwareToken, email, preferred })';
    const get = input(call, advice, ...Object.keys(MFA));
    const options: [string, Expression | undefined][] = [];
    for (const [name, [ours, type]] of Object.entries(MFA)) {
      const value = get(name);
      const setting = value && text(value, call);
      if (value && !/^(ENABLED|DISABLED|PREFERRED|NOT_PREFERRED)$/.test(setting ?? ''))
        throw new Refusal(advice);
      if (setting) options.push([ours, edit.j.booleanLiteral(setting !== 'DISABLED')]);
      if (setting === 'PREFERRED') options.push(['preferred', edit.j.stringLiteral(type)]);
    }
    return edit.expression('cognito.setUserMfaPreference($options)', { options: optionsOf(options, edit) });
  },
  rememberDevice: ({ edit }) => edit.expression('cognito.updateDeviceStatus({ remembered: true })'),
  forgetDevice: own('forgetDevice', []),
  fetchDevices: refused('await cognito.listDevices().toArray()'),
  decodeJWT: ({ edit, args }) =>
    edit.expression('decodeUnverified($token)', { token: args[0] && copyOf(args[0]) }),
};
