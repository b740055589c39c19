import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

type AuthenticationHelperModule = typeof import('amazon-cognito-identity-js/lib/AuthenticationHelper.js');
type BigIntegerModule = typeof import('amazon-cognito-identity-js/lib/BigInteger.js');

const load = createRequire(import.meta.url);
const { default: AuthenticationHelper }: AuthenticationHelperModule = load(
  'amazon-cognito-identity-js/lib/AuthenticationHelper.js',
);
const { default: BigInteger }: BigIntegerModule = load('amazon-cognito-identity-js/lib/BigInteger.js');

/** One exchange as the client knows it; numbers are hexadecimal. */
export interface OracleExchange {
  readonly prefix: string;
  readonly id: string;
  readonly password: string;
  readonly a: string;
  readonly srpA: string;
  readonly salt: string;
  readonly srpB: string;
  readonly secretBlock: string;
  readonly timestamp: string;
}

/** A device secret of the oracle's own making; salt and verifier in hexadecimal. */
export interface OracleDeviceSecret {
  readonly password: string;
  readonly salt: string;
  readonly verifier: string;
}

/** amazon-cognito-identity-js, made to compute with given values so that it can be compared with. */
export function createOracle() {
  const helper = new AuthenticationHelper('');

  function srpA(a: string): string {
    helper.smallAValue = new BigInteger(a, 16);
    helper.largeAValue = undefined;
    let hex = '';
    helper.getLargeAValue((_error, value) => {
      hex = value.toString(16);
    });
    return hex;
  }

  function signature(exchange: OracleExchange): string {
    const { prefix, id, password, salt, srpB, secretBlock, timestamp } = exchange;
    helper.poolName = prefix;
    helper.smallAValue = new BigInteger(exchange.a, 16);
    helper.largeAValue = new BigInteger(exchange.srpA, 16);
    let key = new Uint8Array();
    const [B, saltValue] = [new BigInteger(srpB, 16), new BigInteger(salt, 16)];
    helper.getPasswordAuthenticationKey(id, password, B, saltValue, (_error, value) => {
      key = Uint8Array.from(value);
    });
    const hmac = createHmac('sha256', key).update(prefix + id, 'utf8');
    return hmac.update(Buffer.from(secretBlock, 'base64')).update(timestamp, 'utf8').digest('base64');
  }

  function deviceSecret(deviceGroupKey: string, deviceKey: string): OracleDeviceSecret {
    helper.generateHashDevice(deviceGroupKey, deviceKey, () => {});
    return {
      password: helper.getRandomPassword(),
      salt: helper.getSaltDevices(),
      verifier: helper.getVerifierDevices(),
    };
  }

  return { srpA, signature, deviceSecret };
}
