import { createHmac } from 'node:crypto';
import * as authenticationHelper from 'amazon-cognito-identity-js/lib/AuthenticationHelper.js';
import * as bigInteger from 'amazon-cognito-identity-js/lib/BigInteger.js';
import * as dateHelper from 'amazon-cognito-identity-js/lib/DateHelper.js';

/** A CommonJS module's default export, whichever way the module system in charge has wrapped it. */
function defaultOf<T>(module: { readonly default: T }): T {
  const inner = module.default as T & { readonly default?: T };
  return inner.default ?? inner;
}

const AuthenticationHelper = defaultOf(authenticationHelper);
const BigInteger = defaultOf(bigInteger);
export const DateHelper = defaultOf(dateHelper);

export interface OracleExchange {
  readonly prefix: string;
  readonly id: string;
  readonly password: string;
  readonly a: bigint;
  readonly srpA: string;
  readonly salt: string;
  readonly srpB: string;
  readonly secretBlock: string;
  readonly timestamp: string;
}

/** amazon-cognito-identity-js made to compute with given values, so that it can be compared with. */
export function createOracle() {
  const helper = new AuthenticationHelper('');

  function srpA(a: bigint): string {
    helper.smallAValue = new BigInteger(a.toString(16), 16);
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
    helper.smallAValue = new BigInteger(exchange.a.toString(16), 16);
    helper.largeAValue = new BigInteger(exchange.srpA, 16);
    let key = new Uint8Array();
    const [B, saltValue] = [new BigInteger(srpB, 16), new BigInteger(salt, 16)];
    helper.getPasswordAuthenticationKey(id, password, B, saltValue, (_error, value) => {
      key = Uint8Array.from(value);
    });
    const hmac = createHmac('sha256', key).update(prefix + id, 'utf8');
    return hmac.update(Buffer.from(secretBlock, 'base64')).update(timestamp, 'utf8').digest('base64');
  }

  /** A device secret of the oracle's own making; salt and verifier in hexadecimal. */
  function deviceSecret(deviceGroupKey: string, deviceKey: string) {
    helper.generateHashDevice(deviceGroupKey, deviceKey, () => {});
    return {
      password: helper.getRandomPassword(),
      salt: helper.getSaltDevices(),
      verifier: helper.getVerifierDevices(),
    };
  }

  return { srpA, signature, deviceSecret };
}
