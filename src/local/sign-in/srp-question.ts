import { createServerChallenge } from '../../srp/server.js';
import { invalidParameter } from '../internal/exception.js';
import type { SrpExchange } from '../state/srp-exchanges.js';
import { required } from './parameters.js';
import type { AuthRequest, Parameters } from './types.js';

/** @throws InvalidParameterException when `SRP_A` is missing or no number. */
export function requireSrpA(parameters: Parameters): string {
  const srpA = required(parameters, 'SRP_A');
  if (!/^[0-9a-f]+$/i.test(srpA)) throw invalidParameter('SRP_A must be a hexadecimal number.');
  return srpA;
}

/** The owner of the secret, and what goes with the exchange. */
type Proved = Pick<SrpExchange, 'username' | 'verifier' | 'srpA' | 'ofDevice' | 'deviceKey' | 'session'> & {
  readonly salt: string;
};

/** Opens an exchange and returns the parameters of its question. */
export function openExchange({ pool, client }: AuthRequest, { salt, ...proved }: Proved): Parameters {
  const { b, srpB } = createServerChallenge({ verifier: proved.verifier, random: pool.random });
  const { secretBlock } = pool.srpExchanges.open(
    { ...proved, clientId: client.ClientId, b: b.toString(16), srpB },
    client.AuthSessionValidity,
  );
  return { SALT: salt, SECRET_BLOCK: secretBlock, SRP_B: srpB };
}
