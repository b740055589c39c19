import type { MfaType, PoolDescription, UserPool } from 'portcullis';
import { PortcullisError } from 'portcullis/errors';

/** What the site shows and checks by the settings of its pool. */
export interface PoolSettings extends Pick<PoolDescription, 'mfa' | 'passwordPolicy' | 'tracksDevices'> {
  /** The second steps that people may have. */
  readonly factors: readonly MfaType[];
}

/** What a pool is taken for that the site may not describe: the pool itself refuses what does not fit. */
const UNKNOWN: PoolSettings = {
  mfa: 'OPTIONAL',
  passwordPolicy: {},
  tracksDevices: false,
  factors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
};

const FRESH_FOR_MS = 10 * 60_000;

const CALL = { timeoutMs: 5000 };

async function read({ api, info, userPoolId: UserPoolId }: UserPool): Promise<PoolSettings> {
  const [pool, mfa] = await Promise.all([
    info.getUserPool(CALL),
    api.call('GetUserPoolMfaConfig', { UserPoolId }, CALL),
  ]);
  const on: Record<MfaType, boolean> = {
    SOFTWARE_TOKEN_MFA: mfa.SoftwareTokenMfaConfiguration?.Enabled ?? false,
    SMS_MFA: mfa.SmsMfaConfiguration !== undefined,
    EMAIL_OTP: mfa.EmailMfaConfiguration !== undefined,
  };
  const factors = (Object.keys(on) as MfaType[]).filter(factor => on[factor]);
  return { ...pool, factors };
}

/**
 * Reads the settings of the pool (DescribeUserPool and GetUserPoolMfaConfig, with AWS credentials) before the first
 * page, and again every ten minutes, which no page waits for.
 */
export async function settingsOf(pool: UserPool): Promise<() => PoolSettings> {
  let known = UNKNOWN;
  let readAt = 0;
  const refresh = async () => {
    readAt = performance.now();
    known = await read(pool).catch(error => {
      if (!(error instanceof PortcullisError)) throw error;
      console.error(`The settings of the pool are unknown: ${error.message}`);
      return known;
    });
  };
  await refresh();
  return () => {
    if (performance.now() - readAt > FRESH_FOR_MS) void refresh();
    return known;
  };
}
