import type { IncomingMessage } from 'node:http';
import type { GuardedRequest } from './request.js';

/** What a guard looks at in a request of `node:http`. Those that frameworks make up for tests have no distinct headers. */
export const nodeRequest = ({ headersDistinct, headers }: IncomingMessage): GuardedRequest => ({
  headers: (headersDistinct as IncomingMessage['headersDistinct'] | undefined) ?? headers,
});
