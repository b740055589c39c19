import type { GuardedRequest } from './request.js';

/** The part of a request of `node:http` or `node:http2` that is used. */
interface NodeRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * What a guard looks at in a request of Node. Not the request itself: a framework's `cookies` may have been parsed in ways that
 * hide a second one.
 *
 * @param url As it was sent, where a framework shortened the request's own.
 */
export const nodeRequest = (
  { headers, rawHeaders, method, url }: NodeRequest,
  originalUrl: string | undefined = url,
): GuardedRequest => ({ headers, rawHeaders, method, url: originalUrl });
