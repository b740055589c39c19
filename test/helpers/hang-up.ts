import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A listener that hangs up where its work fails, as it does once the client or what stands behind has gone. */
export const hangingUp =
  (listener: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>): RequestListener =>
  (request, response) => {
    listener(request, response).catch(() => response.destroy());
  };
