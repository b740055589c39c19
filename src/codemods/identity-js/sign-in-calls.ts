import type { Node } from '../source/edit.js';
import { optionsOf } from '../source/options.js';
import { Refusal } from '../source/refusal.js';
import { argument, type Call } from './call.js';
import { isEmpty } from './challenges.js';
import type { Convert } from './pool-calls.js';
import { called, detailsIn, signInStep } from './sign-in.js';

const signIn =
  (method: string): Convert =>
  call => {
    const { notes } = call;
    const flow = flowBefore(call);
    const details = detailsIn(call, 0);
    const name = flow?.name ?? method;
    const clientMetadata = argument(call, 2) ?? details.clientMetadata;
    const isCustom = name === 'initiateCustomAuth';
    const converted = signInStep(
      call,
      1,
      options => called(call, name, isCustom ? [options] : [details.password, options]),
      [
        ['password', isCustom && method !== 'initiateCustomAuth' ? details.password : undefined],
        ['clientMetadata', clientMetadata],
      ],
    );
    if (details.validationData)
      notes.push('ValidationData went to the triggers of the sign-in: pass it as clientMetadata');
    details.forget();
    flow?.forget();
    return converted;
  };

const FLOWS: Readonly<Record<string, string>> = {
  USER_SRP_AUTH: 'authenticate',
  USER_PASSWORD_AUTH: 'authenticateWithPassword',
  CUSTOM_AUTH: 'initiateCustomAuth',
};

/** The flow that a statement before the call chose: a method here. */
function flowBefore({ edit, path, receiver }: Call) {
  const { j, root } = edit;
  const user = edit.text(receiver);
  const found = root
    .find(j.CallExpression, { callee: { property: { name: 'setAuthenticationFlowType' } } })
    .paths()
    .filter(each => edit.text((each.node.callee as unknown as { object: Node }).object) === user)
    .filter(each => each.scope === path.scope);
  const [only] = found;
  if (!only) return undefined;
  const [flow] = only.node.arguments;
  const name = j.StringLiteral.check(flow) ? FLOWS[flow.value] : undefined;
  if (found.length > 1 || !name || !j.ExpressionStatement.check(only.parent?.node))
    throw new Refusal('each flow is a method: authenticate, authenticateWithPassword, initiateCustomAuth');
  return { name, forget: () => void only.parent.prune() };
}

/** The methods of a CognitoUser. */

/** The methods of a CognitoUser that are steps of a sign-in. */
export const SIGN_IN_CALLS: Readonly<Record<string, Convert>> = {
  authenticateUser: signIn('authenticate'),
  authenticateUserDefaultAuth: signIn('authenticate'),
  authenticateUserPlainUsernamePassword: signIn('authenticateWithPassword'),
  initiateAuth(call) {
    const details = argument(call, 0);
    if (details && call.edit.text(details).includes('AuthParameters'))
      throw new Refusal('cognito.initiateCustomAuth({ authParameters, onCustomChallenge })');
    flowBefore(call)?.forget();
    return signInStep(call, 1, options => called(call, 'initiateCustomAuth', [options]));
  },
  sendMFACode(call) {
    const code = argument(call, 0);
    const type = argument(call, 2);
    const metadata = argument(call, 3);
    return signInStep(
      call,
      1,
      options => {
        if (!type || isText(type, 'SMS_MFA', call)) return called(call, 'respondToSmsMfa', [code, options]);
        if (isText(type, 'SOFTWARE_TOKEN_MFA', call))
          return called(call, 'respondToSoftwareTokenMfa', [code, options]);
        const [totp, sms] = ['respondToSoftwareTokenMfa', 'respondToSmsMfa'].map(name =>
          called(call, name, [code, options]),
        );
        return call.edit.expression("$type === 'SOFTWARE_TOKEN_MFA' ? $totp : $sms", { type, totp, sms });
      },
      [['clientMetadata', metadata]],
    );
  },
  sendMFASelectionAnswer: call =>
    signInStep(call, 1, options => called(call, 'respondToSelectMfaType', [call.args[0], options])),
  sendCustomChallengeAnswer: call =>
    signInStep(call, 1, options => called(call, 'respondToCustomChallenge', [call.args[0], options]), [
      ['clientMetadata', argument(call, 2)],
    ]),
  completeNewPasswordChallenge(call) {
    const [newPassword, attributes] = [argument(call, 0), argument(call, 1)];
    const answer = isEmpty(attributes, call.edit)
      ? newPassword
      : optionsOf(
          [
            ['newPassword', newPassword],
            ['attributes', attributes],
          ],
          call.edit,
        );
    return signInStep(call, 2, options => called(call, 'respondToNewPasswordRequired', [answer, options]), [
      ['clientMetadata', argument(call, 3)],
    ]);
  },
};

const isText = (node: Node, text: string, { edit }: Call): boolean =>
  edit.j.StringLiteral.check(node) && node.value === text;
