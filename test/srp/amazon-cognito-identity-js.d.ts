/** The parts of amazon-cognito-identity-js that are not in its own types. */

declare module 'amazon-cognito-identity-js/lib/BigInteger.js' {
  export default class BigInteger {
    constructor(digits: string, radix: number);
    toString(radix: number): string;
  }
}

declare module 'amazon-cognito-identity-js/lib/AuthenticationHelper.js' {
  import type BigInteger from 'amazon-cognito-identity-js/lib/BigInteger.js';

  export default class AuthenticationHelper {
    constructor(poolName: string);
    poolName: string;
    smallAValue: BigInteger;
    largeAValue: BigInteger | undefined;
    /** What `generateHashDevice` draws its password from. */
    generateRandomString(): string;
    getLargeAValue(callback: (error: unknown, value: BigInteger) => void): void;
    getPasswordAuthenticationKey(
      username: string,
      password: string,
      B: BigInteger,
      salt: BigInteger,
      callback: (error: unknown, key: Uint8Array) => void,
    ): void;
    generateHashDevice(deviceGroupKey: string, deviceKey: string, callback: (error: unknown) => void): void;
    getRandomPassword(): string;
    getSaltDevices(): string;
    getVerifierDevices(): string;
  }
}

declare module 'amazon-cognito-identity-js/lib/DateHelper.js' {
  export default class DateHelper {
    getNowString(): string;
  }
}
