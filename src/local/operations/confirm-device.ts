import * as v from 'valibot';
import { fromBase64, toHex } from '../../internal/bytes.js';
import type { SrpVerifier } from '../../srp/server.js';
import { invalidParameter } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import { ownOperation } from './definition.js';
import { deviceKey } from './schemas.js';

const base64 = text({ min: 0, max: 131_072 });

/**
 * What the device will prove itself by. It is not looked into: a wrong verifier shows at the next sign-in.
 * @throws InvalidParameterException where there is nothing to keep.
 */
function verifierFrom(config: { Salt?: string | undefined; PasswordVerifier?: string | undefined } = {}) {
  const { Salt, PasswordVerifier } = config;
  if (!Salt || !PasswordVerifier) throw invalidParameter('Device secret verifier config is missing.');
  return { salt: hexFromBase64(Salt), verifier: hexFromBase64(PasswordVerifier) } satisfies SrpVerifier;
}

/** An integer in hexadecimal without leading zeros, as SALT is sent. */
function hexFromBase64(text: string): string {
  try {
    return toHex(fromBase64(text)).replace(/^0+(?=.)/, '');
  } catch {
    throw invalidParameter('Device secret verifier config is not base64.');
  }
}

export const confirmDevice = ownOperation({
  name: 'ConfirmDevice',
  input: v.object({
    DeviceKey: deviceKey,
    DeviceName: v.optional(text({ max: 1024 })),
    DeviceSecretVerifierConfig: v.optional(
      v.object({ Salt: v.optional(base64), PasswordVerifier: v.optional(base64) }),
    ),
  }),
  handle: ({ DeviceKey, DeviceName, DeviceSecretVerifierConfig }, { pool, user }) => {
    const secret = verifierFrom(DeviceSecretVerifierConfig);
    const asksUser = pool.settings().DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt ?? false;
    pool.devices.confirm(user, DeviceKey, {
      secret,
      remembered: !asksUser,
      ...(DeviceName !== undefined && { name: DeviceName }),
    });
    return { UserConfirmationNecessary: asksUser };
  },
});
