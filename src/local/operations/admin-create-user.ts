import * as v from 'valibot';
import { sendInvitation } from '../account/invite.js';
import { newUserRecord } from '../account/new-user.js';
import { CognitoException } from '../internal/exception.js';
import { randomPassword, randomUuid } from '../internal/random.js';
import { oneOf } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { releaseAliases } from '../state/aliases.js';
import { checkAttributes, fromAttributeList } from '../state/attributes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { keepPassword } from '../state/passwords.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/user-record.js';
import { runPreSignUp } from '../triggers/pre-sign-up.js';
import { adminOperation } from './definition.js';
import { userType } from './output.js';
import { attributes, metadata, password, username, userPoolId } from './schemas.js';

const input = v.object({
  UserPoolId: userPoolId,
  Username: username,
  TemporaryPassword: v.optional(password),
  UserAttributes: v.optional(attributes, []),
  MessageAction: v.optional(oneOf(['RESEND', 'SUPPRESS'])),
  DesiredDeliveryMediums: v.optional(v.array(oneOf(['SMS', 'EMAIL']))),
  ForceAliasCreation: v.optional(v.boolean(), false),
  ValidationData: v.optional(attributes, []),
  ClientMetadata: metadata,
});
type Input = v.InferOutput<typeof input>;

export const adminCreateUser = adminOperation({
  name: 'AdminCreateUser',
  notModelled: 'Users without a password',
  input,
  handle: async (request, pool) => {
    const temporaryPassword = request.TemporaryPassword ?? generatePassword(pool);
    checkPasswordPolicy(pool.settings(), temporaryPassword);
    const user =
      request.MessageAction === 'RESEND'
        ? renewInvitation(request, temporaryPassword, pool)
        : await invite(request, temporaryPassword, pool);
    const invitation = { media: request.DesiredDeliveryMediums, code: temporaryPassword };
    if (request.MessageAction !== 'SUPPRESS')
      await sendInvitation(contextOf(request, pool), user, invitation);
    return { User: userType(user) };
  },
});

const generatePassword = ({ settings, random }: Pool): string =>
  randomPassword(random, Math.max(settings().PasswordPolicy.MinimumLength ?? 0, 12));

const contextOf = ({ ClientMetadata: clientMetadata }: Input, pool: Pool) => ({ pool, clientMetadata });

/** A new user who has to choose a password at the first sign-in. */
async function invite(request: Input, temporaryPassword: string, pool: Pool): Promise<UserRecord> {
  const { settings, users, random } = pool;
  const { sub: _, ...sent } = fromAttributeList(request.UserAttributes);
  const sub = randomUuid(random);
  const named = nameNewUser(settings(), { typed: request.Username, sub, attributes: sent });
  checkAttributes(settings(), named.attributes);
  refuseTaken(request.Username, named.username, pool);
  const validationData = fromAttributeList(request.ValidationData);
  await runPreSignUp(contextOf(request, pool), 'PreSignUp_AdminCreateUser', { ...named, validationData });
  // Another user may have taken the name while the trigger ran.
  refuseTaken(request.Username, named.username, pool);
  releaseAliases(pool, named.attributes, request.ForceAliasCreation);
  const password = temporary(pool, named.username, temporaryPassword);
  return users.save(newUserRecord(pool, { ...named, sub, status: 'FORCE_CHANGE_PASSWORD', password }));
}

/** @throws UsernameExistsException */
function refuseTaken(typed: string, username: string, { users }: Pool): void {
  if (users.findForSignIn(typed) ?? users.findForSignIn(username))
    throw new CognitoException('UsernameExistsException', 'User account already exists');
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
