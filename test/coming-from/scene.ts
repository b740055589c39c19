import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import type { PycognitoClient } from 'portcullis/pycognito';
import { administratorOf } from '../helpers/managers.js';
import { ada, adaWithTotp, PASSWORD, poolWith } from '../helpers/pool.js';

/** People of every kind that a row of a table needs. */
const seed: LocalPoolOptions['seed'] = {
  MfaConfiguration: 'OPTIONAL',
  clients: [
    {
      clientId: 'app',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      ],
    },
  ],
  customChallenges: [{ question: 'first pet?', answer: 'Rex' }],
  groups: [{ name: 'admins', description: 'They may', precedence: 1 }, { name: 'staff' }],
  users: [
    {
      ...ada,
      attributes: { ...ada.attributes, name: 'Ada Lovelace', 'custom:general_role': 'INTERNAL_ADMIN' },
      groups: ['admins'],
    },
    {
      username: 'bob',
      password: PASSWORD,
      status: 'UNCONFIRMED',
      attributes: { email: 'bob@example.com', 'custom:state': 'Maine' },
    },
    { ...adaWithTotp, username: 'cho', attributes: {} },
    {
      username: 'dan',
      password: PASSWORD,
      status: 'CONFIRMED',
      attributes: { phone_number: '+441234569935', phone_number_verified: 'true' },
      mfa: ['SMS_MFA'],
      preferredMfa: 'SMS_MFA',
    },
    { username: 'eva', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD', attributes: {} },
  ],
};

/** The pool, and a client of it that may also administer. */
export interface Scene {
  readonly pool: LocalPool;
  /** Ada, unless told otherwise. */
  client(options?: Parameters<typeof administratorOf>[1]): PycognitoClient;
  /** The same, signed in. */
  signedIn(options?: Parameters<typeof administratorOf>[1]): Promise<PycognitoClient>;
}

export async function openScene(
  more: LocalPoolOptions['seed'] = {},
  options?: Omit<LocalPoolOptions, 'seed'>,
): Promise<Scene> {
  const pool = await poolWith({ ...seed, ...more }, options);
  const client: Scene['client'] = given => administratorOf(pool, given);
  const signedIn: Scene['signedIn'] = async given => {
    const cognito = client(given);
    await cognito.authenticate(PASSWORD);
    return cognito;
  };
  return { pool, client, signedIn };
}

/** What a person sees of each of our names that a table has. */
export type Outcomes = Readonly<Record<string, (scene: Scene) => unknown>>;
