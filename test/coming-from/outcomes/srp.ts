import {
  checkProof,
  createDeviceSecret,
  createEphemeral,
  createServerChallenge,
  createVerifier,
  deviceProof,
  formatTimestamp,
  passwordProof,
  type SrpChallenge,
  type SrpVerifier,
} from 'portcullis/srp';
import { PASSWORD } from '../../helpers/pool.js';
import { seededRandom } from '../../srp/exchanges.js';
import type { Outcomes } from '../scene.js';

const random = seededRandom('coming from');
const secretBlock = Buffer.from('kept by the service').toString('base64');
const timestamp = formatTimestamp(1_693_901_347_000);

/** Whether a server with this verifier takes what a client makes of its challenge. */
function isProved({ salt, verifier }: SrpVerifier, prefix: string, id: string, prove: Prover): boolean {
  const ephemeral = createEphemeral(random);
  const challenge = createServerChallenge({ verifier, random });
  const signature = prove({ ephemeral, salt, srpB: challenge.srpB, secretBlock, timestamp });
  const sent = { srpA: ephemeral.srpA, secretBlock, timestamp, signature };
  return checkProof({ identity: { prefix, id }, verifier, ...challenge, ...sent });
}

type Prover = (challenge: SrpChallenge) => string;

const provePassword = (password: string): boolean => {
  const verifier = createVerifier({ poolName: 'Portcull1', username: 'ada', password: PASSWORD, random });
  return isProved(verifier, 'Portcull1', 'ada', challenge =>
    passwordProof({ ...challenge, poolName: 'Portcull1', userIdForSrp: 'ada', password }),
  );
};

const proveDevice = (): boolean => {
  const keys = { deviceGroupKey: '-group', deviceKey: 'eu-west-1_key' };
  const secret = createDeviceSecret({ ...keys, random });
  const inHex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
  const verifier = { salt: inHex(secret.salt), verifier: inHex(secret.verifier) };
  return isProved(verifier, keys.deviceGroupKey, keys.deviceKey, challenge =>
    deviceProof({ ...challenge, ...keys, devicePassword: secret.password }),
  );
};

/** SRP by hand, by each of our names. */
export const srp: Outcomes = {
  createEphemeral: () => {
    expect(createEphemeral(random).srpA).toMatch(/^[\da-f]{700,768}$/);
  },
  passwordProof: () => {
    expect({ passwordProof: provePassword(PASSWORD) }).toEqual({ passwordProof: true });
    expect(provePassword('Wrong-Horse-9')).toBe(false);
  },
  deviceProof: () => {
    expect({ deviceProof: proveDevice() }).toEqual({ deviceProof: true });
  },
  createDeviceSecret: () => {
    expect({ createDeviceSecret: proveDevice() }).toEqual({ createDeviceSecret: true });
  },
  formatTimestamp: () => {
    expect(formatTimestamp(1_693_901_347_000)).toBe('Tue Sep 5 08:09:07 UTC 2023');
  },
};
