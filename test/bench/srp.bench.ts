import * as crypto from 'node:crypto';
import { systemRandom } from '../../src/internal/seams.js';
import { newDeviceSecret, newEphemeral, provePassword } from '../../src/srp/client-steps.js';
import { N } from '../../src/srp/group.js';
import {
  createDeviceSecret,
  createEphemeral,
  createServerChallenge,
  createVerifier,
  opensslPlatform,
  passwordProof,
  portablePlatform,
  type RandomSource,
  type SrpPlatform,
} from '../../src/srp/index.js';
import { inTime } from '../../src/srp/platform.js';
import { webPlatform } from '../../src/srp/web.js';
import { createOracle } from '../srp/oracle.js';
import { type Contest, type Measured, measure } from './measure.js';

const names = { poolName: 'TestPool1', userIdForSrp: 'alice', password: 'Correct-Horse9' };
const device = { deviceGroupKey: '-abcdefgh', deviceKey: 'eu-west-1_00000000-0000-4000-8000-000000000000' };
const signed = { secretBlock: 'c2VjcmV0LWJsb2Nr', timestamp: 'Tue Sep 5 08:09:07 UTC 2023' };
const random: RandomSource = systemRandom;
const { salt, verifier } = createVerifier({ ...names, username: names.userIdForSrp, random });
const { srpB } = createServerChallenge({ verifier, random });

/**
 * What OpenSSL needs for powers with secret exponents of so many bytes, and nothing else. `generateKeys` is the way to
 * it that no version encumbers: `computeSecret` over N itself checks the base with a second exponentiation in some.
 */
function barePowers(...bytes: readonly number[]): () => void {
  const bare = crypto.createDiffieHellman(N.toString(16), 'hex', 2);
  const exponents = bytes.map(count => crypto.randomBytes(count));
  return () => {
    for (const exponent of exponents) {
      bare.setPrivateKey(exponent);
      bare.generateKeys();
    }
  };
}

const signIn = (platform: SrpPlatform) => () => {
  const ephemeral = createEphemeral(random, platform);
  return passwordProof({ ephemeral, ...names, salt, srpB, ...signed, platform });
};

const deviceSecret = (platform: SrpPlatform) => () => createDeviceSecret({ ...device, random, platform });

const webSignIn = async () => {
  const ephemeral = newEphemeral(random, webPlatform);
  await inTime(provePassword(webPlatform, { ephemeral, ...names, salt, srpB, ...signed }));
};

const webDeviceSecret = () => inTime(newDeviceSecret(webPlatform, { ...device, random }));

const oracle = createOracle();

/** With the exponent of 1,024 bits that amazon-cognito-identity-js draws. */
const oracleSignIn = () => {
  const a = crypto.randomBytes(128).toString('hex');
  const { poolName: prefix, userIdForSrp: id, password } = names;
  return oracle.signature({ prefix, id, password, a, srpA: oracle.srpA(a), salt, srpB, ...signed });
};

const openssl = opensslPlatform(crypto);

const contests: readonly Contest[] = [
  {
    title: 'SRP sign-in',
    rounds: 41,
    contenders: [
      // A and g^x have exponents of 256 bits, and S one of 512.
      { name: 'OpenSSL alone (the limit)', run: barePowers(32, 32, 64) },
      { name: 'portcullis', run: signIn(openssl) },
      { name: 'portcullis, portable', run: signIn(portablePlatform) },
      { name: 'portcullis/web', run: webSignIn },
      { name: 'amazon-cognito-identity-js', run: oracleSignIn },
    ],
  },
  {
    title: 'device verifier',
    rounds: 101,
    contenders: [
      { name: 'OpenSSL alone (the limit)', run: barePowers(32) },
      { name: 'portcullis', run: deviceSecret(openssl) },
      { name: 'portcullis, portable', run: deviceSecret(portablePlatform) },
      { name: 'portcullis/web', run: webDeviceSecret },
      {
        name: 'amazon-cognito-identity-js',
        run: () => oracle.deviceSecret(device.deviceGroupKey, device.deviceKey),
      },
    ],
  },
];

export async function run(): Promise<Measured[]> {
  const rows: Measured[] = [];
  for (const contest of contests) rows.push(...(await measure(contest)));
  return rows;
}
