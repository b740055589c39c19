import * as v from 'valibot';
import { confirmAccount } from '../account/confirm.js';
import { newUserRecord } from '../account/new-user.js';
import { contactToVerify, sendCode } from '../account/send-code.js';
import { CognitoException, notAuthorized } from '../internal/exception.js';
import { randomUuid } from '../internal/random.js';
import type { CallContext, Pool } from '../pool/pool.js';
import { openSignUpSession } from '../sign-in/sign-up-session.js';
import { claimAliases, nameIsTaken } from '../state/aliases.js';
import {
  type Attributes,
  checkAttributes,
  checkRequired,
  checkWritable,
  fromAttributeList,
} from '../state/attributes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { keepPassword } from '../state/passwords.js';
import { checkSecretHash } from '../state/secret-hash.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/user-record.js';
import { runPreSignUp, verifiedBy } from '../triggers/pre-sign-up.js';
import { publicOperation } from './definition.js';
import { attributes, clientId, metadata, password, secretHash, username } from './schemas.js';
import { memberIsMissing } from './validate.js';

const input = v.object({
  ClientId: clientId,
  Username: username,
  Password: v.optional(password),
  UserAttributes: v.optional(attributes, []),
  SecretHash: v.optional(secretHash),
  ValidationData: v.optional(attributes, []),
  ClientMetadata: metadata,
});
type Input = v.InferOutput<typeof input>;

export const signUp = publicOperation({
  name: 'SignUp',
  input,
  handle: async (request, pool) => {
    const client = pool.clients.require(request.ClientId);
    if (pool.settings().AdminCreateUserConfig?.AllowAdminCreateUserOnly)
      throw notAuthorized('SignUp is not permitted for this user pool');
    requirePassword(request, pool);
    checkSecretHash(client, request.Username, request.SecretHash);
    if (request.Password !== undefined) checkPasswordPolicy(pool.settings(), request.Password);
    const sent = fromAttributeList(request.UserAttributes.filter(({ Value }) => Value));
    checkAttributes(pool.settings(), sent);
    checkWritable(client, sent);
    const call = { pool, client, clientMetadata: request.ClientMetadata };
    const { user, confirmed } = await createUser(call, newUser(request, sent, pool), request);
    if (confirmed) return { UserConfirmed: true, UserSub: user.sub };
    const Session = openSignUpSession(call, user, 'SIGN_UP');
    const contact = contactToVerify(pool.settings(), user.attributes);
    const code = contact && ({ purpose: 'sign-up', reason: 'SignUp', contact } as const);
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      ...(Session && { Session }),
      ...(code && { CodeDeliveryDetails: await sendCode(call, user, code) }),
    };
  },
});

/** Creates the user, if the pool's trigger allows it, as it says. */
async function createUser(call: CallContext, applicant: UserRecord, { Username, ValidationData }: Input) {
  const { pool } = call;
  const validationData = fromAttributeList(ValidationData);
  const answer = await runPreSignUp(call, 'PreSignUp_SignUp', { ...applicant, validationData });
  // Another user may have taken the name while the trigger ran.
  refuseTaken(Username, applicant, pool);
  const attributes = { ...applicant.attributes, ...verifiedBy(answer, applicant.attributes) };
  // A contact that the trigger calls verified is taken from the user who signed in by it.
  claimAliases(pool, { attributes, status: applicant.status }, true);
  const user = pool.users.save({ ...applicant, attributes });
  const confirmed = answer.autoConfirmUser === true;
  if (confirmed) await confirmAccount(call, user, {});
  return { user, confirmed };
}

/** Only where a code can be the first factor may a person do without. @throws InvalidParameterException */
function requirePassword({ Password }: Input, { settings }: Pool): void {
  const codes = settings().AllowedFirstAuthFactors.some(factor => factor.endsWith('_OTP'));
  if (Password === undefined && !codes) throw memberIsMissing('password');
}

function newUser({ Username, Password }: Input, sent: Attributes, pool: Pool): UserRecord {
  const { settings, random } = pool;
  const sub = randomUuid(random);
  const named = nameNewUser(settings(), { typed: Username, sub, attributes: sent });
  checkRequired(settings(), named.attributes);
  refuseTaken(Username, named, pool);
  const password =
    Password === undefined ? undefined : keepPassword(settings(), named.username, Password, random);
  return newUserRecord(pool, { ...named, sub, status: 'UNCONFIRMED', password });
}

/** @throws UsernameExistsException */
function refuseTaken(typed: string, { attributes }: Pick<UserRecord, 'attributes'>, pool: Pool): void {
  if (pool.users.findForSignIn(typed) || nameIsTaken(pool, attributes))
    throw new CognitoException('UsernameExistsException', 'User already exists');
}
