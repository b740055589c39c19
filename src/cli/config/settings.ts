/** A setting, and the ways to give it. */
interface SettingSpec {
  /** Absent for what must not be seen in a list of processes. */
  readonly flag?: string;
  readonly variable: string;
  readonly meaning: string;
  readonly secret?: true;
}

/** What commands need to know of a pool and a person, by the names that files have for it. */
export const SETTINGS = {
  userPoolId: {
    flag: '--user-pool-id <id>',
    variable: 'PORTCULLIS_USER_POOL_ID',
    meaning: 'the user pool, such as eu-west-1_AbCdEf123',
  },
  clientId: { flag: '--client-id <id>', variable: 'PORTCULLIS_CLIENT_ID', meaning: 'the app client' },
  clientSecret: { variable: 'PORTCULLIS_CLIENT_SECRET', meaning: "the app client's secret", secret: true },
  region: {
    flag: '--region <name>',
    variable: 'PORTCULLIS_REGION',
    meaning: "the AWS Region to call, where it is not the pool's",
  },
  endpoint: {
    flag: '--endpoint <url>',
    variable: 'PORTCULLIS_ENDPOINT',
    meaning: "where Cognito's API answers, such as a local pool",
  },
  username: {
    flag: '--username <name>',
    variable: 'PORTCULLIS_USERNAME',
    meaning: 'who signs in, or whose session it is',
  },
  gatesUrl: {
    flag: '--gates-url <url>',
    variable: 'PORTCULLIS_GATES_URL',
    meaning: 'where the Gates backend is',
  },
  identityPoolId: {
    flag: '--identity-pool-id <id>',
    variable: 'PORTCULLIS_IDENTITY_POOL_ID',
    meaning: 'the identity pool whose people take on the roles of groups',
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;

export type SettingName = keyof typeof SETTINGS;

export const settingNames = Object.keys(SETTINGS) as readonly SettingName[];

export const settingSpec = (name: SettingName): SettingSpec => SETTINGS[name];

export const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

/** Values that one place gives. */
export type Settings = Partial<Readonly<Record<SettingName, string>>>;
