import { withNewPassword } from '../account/new-password.js';
import { notAuthorized } from '../internal/exception.js';
import { type Attributes, checkAttributes, checkWritable } from '../state/attributes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import type { UserRecord } from '../state/user-record.js';
import { afterPassword } from './after-password.js';
import { ask, sessionChallenge } from './challenge.js';
import { required } from './parameters.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

const PREFIX = 'userAttributes.';

/** Asks a user who has a temporary password for one of their own. Both lists are JSON in a string. */
export const askNewPassword = (signIn: SignIn, user: UserRecord): AuthResponse =>
  ask(signIn, user, 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: '[]',
    userAttributes: JSON.stringify(user.attributes),
  });

/** The `userAttributes.{name}` of the answer, without their prefix. */
function newAttributes(responses: Parameters): Attributes {
  const sent = Object.entries(responses).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(sent.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

export const answerNewPassword = sessionChallenge({
  name: 'NEW_PASSWORD_REQUIRED',
  verify: ({ pool, client, user, responses }) => {
    const settings = pool.settings();
    const password = required(responses, 'NEW_PASSWORD');
    const attributes = newAttributes(responses);
    const provided = Object.keys(attributes).find(name => user.attributes[name]);
    if (provided) throw notAuthorized(`Cannot modify an already provided ${provided}`);
    checkAttributes(settings, attributes);
    checkWritable(client, attributes);
    checkPasswordPolicy(settings, password);
    return { password: withNewPassword(pool, user, password), attributes };
  },
  proceed: (answer, { password, attributes }) => {
    const { pool, user } = answer;
    const changed = pool.users.change(user, {
      status: 'CONFIRMED',
      attributes: { ...user.attributes, ...attributes },
      ...password,
    });
    return afterPassword({ ...answer, tokenSource: 'TokenGeneration_NewPasswordChallenge' }, changed);
  },
});
