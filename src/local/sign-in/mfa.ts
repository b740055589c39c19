import { CognitoException } from '../internal/exception.js';
import type { MfaFactor, PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { askCode } from './ask-code.js';
import { ask } from './challenge.js';
import type { AuthRequest, AuthResponse } from './types.js';

/** What the pool's MFA configuration and the user's own settings come to. */
export type MfaDecision =
  | { readonly kind: 'none' }
  | { readonly kind: 'factor'; readonly factor: MfaFactor }
  | { readonly kind: 'choose'; readonly factors: readonly MfaFactor[] }
  | { readonly kind: 'set-up'; readonly factors: readonly MfaFactor[] };

/** @throws MFAMethodNotFoundException when SMS is the pool's only factor and the user has no phone. */
export function decideMfa(settings: PoolSettings, user: UserRecord): MfaDecision {
  if (settings.MfaConfiguration === 'OFF') return { kind: 'none' };
  const usable = user.mfa.filter(factor => isUsable(factor, user));
  const preferred = usable.find(factor => factor === user.preferredMfa) ?? usable[0];
  if (usable.length > 1 && preferred !== user.preferredMfa) return { kind: 'choose', factors: usable };
  if (preferred) return { kind: 'factor', factor: preferred };
  return settings.MfaConfiguration === 'ON' ? decideWithoutFactor(settings, user) : { kind: 'none' };
}

function decideWithoutFactor({ mfaFactors }: PoolSettings, user: UserRecord): MfaDecision {
  if (mfaFactors.some(factor => factor !== 'SMS_MFA')) return { kind: 'set-up', factors: mfaFactors };
  if (user.attributes.phone_number) return { kind: 'factor', factor: 'SMS_MFA' };
  throw new CognitoException(
    'MFAMethodNotFoundException',
    'User has no MFA method available: a phone_number is required',
  );
}

function isUsable(factor: MfaFactor, { attributes, softwareToken }: UserRecord): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return softwareToken !== undefined;
  return Boolean(attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email']);
}

/** Asks for the second factor that is due; `undefined` where none is. */
export async function openMfa(signIn: AuthRequest, user: UserRecord): Promise<AuthResponse | undefined> {
  const decision = decideMfa(signIn.pool.settings(), user);
  switch (decision.kind) {
    case 'none':
      return undefined;
    case 'factor':
      return askFactor(signIn, user, decision.factor);
    case 'choose':
      return ask(signIn, user, 'SELECT_MFA_TYPE', {
        MFAS_CAN_CHOOSE: JSON.stringify(decision.factors),
        USER_ID_FOR_SRP: user.username,
      });
    case 'set-up':
      return ask(signIn, user, 'MFA_SETUP', {
        MFAS_CAN_SETUP: JSON.stringify(decision.factors),
        USER_ID_FOR_SRP: user.username,
      });
  }
}

/** Asks for one factor's code. */
export const askFactor = async (
  signIn: AuthRequest,
  user: UserRecord,
  factor: MfaFactor,
): Promise<AuthResponse> =>
  factor === 'SOFTWARE_TOKEN_MFA' ? askSoftwareTokenCode(signIn, user) : askCode(signIn, user, factor);

function askSoftwareTokenCode(signIn: AuthRequest, user: UserRecord): AuthResponse {
  const name = user.softwareToken?.friendlyName;
  return ask(signIn, user, 'SOFTWARE_TOKEN_MFA', {
    USER_ID_FOR_SRP: user.username,
    ...(name && { FRIENDLY_DEVICE_NAME: name }),
  });
}
