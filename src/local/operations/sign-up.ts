import * as v from 'valibot';
import { contactToVerify, sendCode } from '../account/send-code.js';
import { CognitoException } from '../exception.js';
import { operation } from '../operation.js';
import type { Pool } from '../pool.js';
import { randomUuid } from '../random.js';
import { keepPassword } from '../sign-in/passwords.js';
import { checkSecretHash } from '../sign-in/secret-hash.js';
import { openSignUpSession } from '../sign-in/sign-up-session.js';
import { nameIsTaken } from '../state/aliases.js';
import { checkAttributes, checkWritable, fromAttributeList } from '../state/attributes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/users.js';
import { memberIsMissing } from '../validate.js';
import { attributes, clientId, password, secretHash, username } from './schemas.js';

const input = v.object({
  ClientId: clientId,
  Username: username,
  Password: v.optional(password),
  UserAttributes: v.optional(attributes, []),
  SecretHash: v.optional(secretHash),
});
type Input = v.InferOutput<typeof input>;

export const signUp = operation({
  name: 'SignUp',
  access: 'public',
  notModelled: 'The pre sign-up trigger, and the `ValidationData` for it',
  input,
  handle: (request, pool) => {
    const client = pool.clients.require(request.ClientId);
    requirePassword(request, pool);
    checkSecretHash(client, request.Username, request.SecretHash);
    if (request.Password !== undefined) checkPasswordPolicy(pool.settings(), request.Password);
    const sent = fromAttributeList(request.UserAttributes.filter(({ Value }) => Value));
    checkAttributes(pool.settings(), sent);
    checkWritable(client, sent);
    const user = pool.users.save(newUser(request, sent, pool));
    const Session = openSignUpSession({ pool, client }, user, 'SIGN_UP');
    const contact = contactToVerify(pool.settings(), user.attributes);
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      ...(Session && { Session }),
      ...(contact && {
        CodeDeliveryDetails: sendCode(pool, user, { purpose: 'sign-up', reason: 'SignUp', contact }),
      }),
    };
  },
});

/** Only where a code can be the first factor may a person do without. @throws InvalidParameterException */
function requirePassword({ Password }: Input, { settings }: Pool): void {
  const codes = settings().AllowedFirstAuthFactors.some(factor => factor.endsWith('_OTP'));
  if (Password === undefined && !codes) throw memberIsMissing('password');
}

/** @throws UsernameExistsException */
function newUser(
  { Username: typed, Password }: Input,
  sent: Readonly<Record<string, string>>,
  pool: Pool,
): UserRecord {
  const { settings, users, random, now } = pool;
  const sub = randomUuid(random);
  const named = nameNewUser(settings(), { typed, sub, attributes: sent });
  if (users.findForSignIn(typed) || nameIsTaken(pool, named.attributes))
    throw new CognitoException('UsernameExistsException', 'User already exists');
  return {
    ...named,
    sub,
    status: 'UNCONFIRMED',
    enabled: true,
    groups: [],
    mfa: [],
    ...(Password && { password: keepPassword(settings(), named.username, Password, random) }),
    createdAt: now(),
    modifiedAt: now(),
  };
}
