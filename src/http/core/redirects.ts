type FetchInput = Parameters<typeof globalThis.fetch>[0];
type FetchInit = NonNullable<Parameters<typeof globalThis.fetch>[1]>;

/** One request of a chain of redirects. */
export interface Step {
  readonly url: URL;
  readonly headers: Headers;
  readonly redirect: 'follow' | 'manual' | 'error';
  /** Everything else. */
  readonly init: FetchInit;
}

/** As many as the Fetch standard follows. */
const MOST_REDIRECTS = 20;
const REDIRECTS = [301, 302, 303, 307, 308];
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie'];
const BODY_HEADERS = [
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'content-length',
];

/** What `fetch(input, init)` would send first. */
export function firstStep(input: FetchInput, init: FetchInit = {}, base: string): Step {
  const given: FetchInit = input instanceof Request ? { ...initOf(input), ...init } : init;
  const { headers, redirect = 'follow', ...rest } = given;
  const url = new URL(input instanceof Request ? input.url : input, base);
  return { url, headers: new Headers(headers), redirect, init: rest };
}

function initOf(request: Request): FetchInit {
  const { method, headers, body, redirect, signal } = request;
  return { method, headers, redirect, signal, ...(body && { body, duplex: 'half' }) } as FetchInit;
}

/** Whether the body can be sent again: a stream can be read but once. */
export function isResendable({ init: { body } }: Step): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true;
  const whole = [URLSearchParams, FormData, Blob, ArrayBuffer];
  return whole.some(kind => body instanceof kind) || ArrayBuffer.isView(body);
}

/**
 * Follows redirects as the Fetch standard does (section "HTTP-redirect fetch"), with every request made by `send`, so
 * that each can be looked at before it leaves.
 *
 * @throws {TypeError} after 20 redirects, or where one cannot be followed.
 */
export async function follow(first: Step, send: (step: Step) => Promise<Response>): Promise<Response> {
  let step = first;
  for (let redirects = 0; ; redirects++) {
    const response = await send(step);
    const location = response.headers.get('location');
    if (step.redirect !== 'follow' || !REDIRECTS.includes(response.status) || location === null)
      return response;
    if (redirects === MOST_REDIRECTS) throw new TypeError('too many redirects');
    await response.body?.cancel();
    step = nextStep(step, response.status, location);
  }
}

function nextStep(step: Step, status: number, location: string): Step {
  const url = new URL(location, step.url);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('a redirect leads away from http');
  if (status !== 303 && !isResendable(step))
    throw new TypeError('a stream cannot be sent to where it is redirected');
  const headers = new Headers(step.headers);
  if (url.origin !== step.url.origin) for (const name of CREDENTIALS) headers.delete(name);
  if (!becomesGet(status, step.init.method?.toUpperCase() ?? 'GET')) return { ...step, url, headers };
  for (const name of BODY_HEADERS) headers.delete(name);
  const { body: _, ...init } = step.init;
  return { ...step, url, headers, init: { ...init, method: 'GET' } };
}

const becomesGet = (status: number, method: string): boolean =>
  status === 303 ? method !== 'GET' && method !== 'HEAD' : status <= 302 && method === 'POST';
