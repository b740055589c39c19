import type { Seed } from 'portcullis/local';
import { ada, adaWithTotp, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusalOf } from '../../helpers/sdk.js';
import { doorTo } from './table/door.js';
import { seed as base } from './table/world.js';

closeAfterEach();

type User = NonNullable<Seed['users']>[number];

const both = { ...adaWithTotp, mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] } satisfies User;
const users: Readonly<Record<string, User>> = {
  'no factor': ada,
  'an unverified phone': { ...ada, attributes: { phone_number: '+441234569934' } },
  'no phone': { ...ada, attributes: {} },
  SMS: { ...ada, mfa: ['SMS_MFA'] },
  'e-mail codes': { ...ada, mfa: ['EMAIL_OTP'] },
  'an authenticator': adaWithTotp,
  'both and no preference': { ...both, preferredMfa: undefined },
  'both and prefers SMS': { ...both, preferredMfa: 'SMS_MFA' },
};

type Factors = NonNullable<Seed['EnabledMfas']>;

test.each<[Seed['MfaConfiguration'], Factors, keyof typeof users, string]>([
  ['OFF', [], 'an authenticator', 'tokens'],
  ['OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'no factor', 'tokens'],
  ['OPTIONAL', ['SMS_MFA'], 'SMS', 'SMS_MFA'],
  ['OPTIONAL', ['EMAIL_OTP'], 'e-mail codes', 'EMAIL_OTP'],
  ['OPTIONAL', ['SOFTWARE_TOKEN_MFA'], 'an authenticator', 'SOFTWARE_TOKEN_MFA'],
  ['OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'both and no preference', 'SELECT_MFA_TYPE'],
  ['OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'both and prefers SMS', 'SMS_MFA'],
  ['ON', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'both and prefers SMS', 'SMS_MFA'],
  ['ON', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'both and no preference', 'SELECT_MFA_TYPE'],
  ['ON', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'no factor', 'MFA_SETUP'],
  ['ON', ['SOFTWARE_TOKEN_MFA'], 'no factor', 'MFA_SETUP'],
  ['ON', ['SMS_MFA'], 'an unverified phone', 'SMS_MFA'],
  ['ON', ['SMS_MFA'], 'no phone', 'MFAMethodNotFoundException'],
])('MFA %s with %j asks somebody with %s for %s', async (MfaConfiguration, EnabledMfas, who, next) => {
  const seed = { clients: base.clients, MfaConfiguration, EnabledMfas, users: [users[who]!] };
  const door = await doorTo('InitiateAuth', seed);
  const signIn = door.begin('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD });
  if (next.endsWith('Exception')) expect((await refusalOf(signIn)).name).toBe(next);
  else expect((await signIn).ChallengeName ?? 'tokens').toBe(next);
});
