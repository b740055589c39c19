import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A key pair as a pool has it: the private half signs, the public half is published. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: GenerateKeyPairResult['privateKey'];
  readonly publicJwk: JWK;
  /** Signs `payload` as Cognito would; `header` replaces or adds header parameters. */
  readonly sign: (payload: object, header?: object) => Promise<string>;
}

export async function signingKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  const sign = (payload: object, header: object = {}) =>
    new SignJWT(payload as JWTPayload).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(privateKey);
  return { kid, privateKey, publicJwk, sign };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A key endpoint on loopback whose answer a test may change at any time. */
export interface JwksServer {
  readonly origin: string;
  /** The paths asked for, oldest first. */
  readonly requests: string[];
  /** Publishes these keys from now on. */
  publish: (...keys: readonly Pick<SigningKey, 'publicJwk'>[]) => void;
  /** Answers with anything else from now on. */
  answer: (answer: Answer) => void;
  close: () => Promise<void>;
}

const keySet = (keys: readonly Pick<SigningKey, 'publicJwk'>[]): string =>
  JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) });

export async function startJwksServer(
  ...keys: readonly Pick<SigningKey, 'publicJwk'>[]
): Promise<JwksServer> {
  const requests: string[] = [];
  let current: Answer = (_, response) => response.end();
  const publish = (...published: readonly Pick<SigningKey, 'publicJwk'>[]) => {
    current = (_, response) => response.setHeader('content-type', 'application/json').end(keySet(published));
  };
  publish(...keys);
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    current(request, response);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    publish,
    answer: answer => {
      current = answer;
    },
    close: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
