import { withNewPassword } from '../account/new-password.js';
import { invalidParameter, notAuthorized } from '../internal/exception.js';
import { type Attributes, checkAttributes, checkWritable, missingAttributes } from '../state/attributes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { sessionChallenge } from './challenge.js';
import { afterFirstFactor } from './finish.js';
import { required } from './parameters.js';
import type { Parameters } from './types.js';

const PREFIX = 'userAttributes.';

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
    const missing = missingAttributes(settings, { ...user.attributes, ...attributes })[0];
    if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
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
    return afterFirstFactor({ ...answer, tokenSource: 'TokenGeneration_NewPasswordChallenge' }, changed);
  },
});
