import * as v from 'valibot';
import { CognitoException } from '../exception.js';
import { operation } from '../operation.js';
import type { Pool } from '../pool.js';
import { randomPassword, randomUuid } from '../random.js';
import { keepPassword } from '../sign-in/passwords.js';
import { releaseAliases } from '../state/aliases.js';
import { type Attributes, checkAttributes, fromAttributeList } from '../state/attributes.js';
import { mediumOf } from '../state/delivery.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import type { ContactAttribute } from '../state/settings.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/users.js';
import { userType } from './output.js';
import { attributes, oneOf, password, username, userPoolId } from './schemas.js';

const input = v.object({
  UserPoolId: userPoolId,
  Username: username,
  TemporaryPassword: v.optional(password),
  UserAttributes: v.optional(attributes, []),
  MessageAction: v.optional(oneOf(['RESEND', 'SUPPRESS'])),
  DesiredDeliveryMediums: v.optional(v.array(oneOf(['SMS', 'EMAIL']))),
  ForceAliasCreation: v.optional(v.boolean(), false),
});
type Input = v.InferOutput<typeof input>;

export const adminCreateUser = operation({
  name: 'AdminCreateUser',
  access: 'iam',
  notModelled: 'The pre sign-up and custom message triggers; users without a password',
  input,
  handle: (request, pool) => {
    const temporaryPassword = request.TemporaryPassword ?? generatePassword(pool);
    checkPasswordPolicy(pool.settings(), temporaryPassword);
    const user =
      request.MessageAction === 'RESEND'
        ? renewInvitation(request, temporaryPassword, pool)
        : invite(request, temporaryPassword, pool);
    if (request.MessageAction !== 'SUPPRESS') sendInvitation(request, user, temporaryPassword, pool);
    return { User: userType(user) };
  },
});

const generatePassword = ({ settings, random }: Pool): string =>
  randomPassword(random, Math.max(settings().PasswordPolicy.MinimumLength ?? 0, 12));

/** A new user who has to choose a password at the first sign-in. */
function invite(request: Input, temporaryPassword: string, pool: Pool): UserRecord {
  const { settings, users, random, now } = pool;
  const { sub: _, ...sent } = fromAttributeList(request.UserAttributes);
  const sub = randomUuid(random);
  const named = nameNewUser(settings(), { typed: request.Username, sub, attributes: sent });
  checkAttributes(settings(), named.attributes);
  if (users.findForSignIn(request.Username) ?? users.findForSignIn(named.username))
    throw new CognitoException('UsernameExistsException', 'User account already exists');
  releaseAliases(pool, named.attributes, request.ForceAliasCreation);
  return users.save({
    ...named,
    sub,
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    groups: [],
    mfa: [],
    password: temporary(pool, named.username, temporaryPassword),
    createdAt: now(),
    modifiedAt: now(),
  });
}

/** Another temporary password for a user who has not used the first. @throws UnsupportedUserStateException */
function renewInvitation({ Username }: Input, temporaryPassword: string, pool: Pool): UserRecord {
  const user = pool.users.require(Username);
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    throw new CognitoException(
      'UnsupportedUserStateException',
      `Resend not possible. ${Username} status is not FORCE_CHANGE_PASSWORD`,
    );
  return pool.users.change(user, { password: temporary(pool, user.username, temporaryPassword) });
}

const temporary = ({ settings, random, now }: Pool, name: string, typed: string) => ({
  ...keepPassword(settings(), name, typed, random),
  temporarySince: now(),
});

function sendInvitation(request: Input, user: UserRecord, code: string, { outbox }: Pool): void {
  for (const contact of contactsToInvite(request, user.attributes)) {
    const to = user.attributes[contact] ?? '';
    outbox.send({ username: user.username, to, medium: mediumOf(contact), reason: 'AdminCreateUser', code });
  }
}

/** By the media asked for; without a wish by SMS, or by e-mail to a user who has no phone. */
function contactsToInvite(
  { DesiredDeliveryMediums: wished }: Input,
  known: Attributes,
): readonly ContactAttribute[] {
  const media = wished ?? [known.phone_number ? 'SMS' : 'EMAIL'];
  const contacts = media.map(medium => (medium === 'SMS' ? 'phone_number' : 'email') as ContactAttribute);
  return contacts.filter(contact => known[contact]);
}
