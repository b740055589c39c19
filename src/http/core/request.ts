/**
 * The headers of a request: a Fetch `Headers`, or an object by name as `node:http` and API Gateway have it.
 */
export type HeaderFields =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a guard looks at. A Fetch `Request` and Node's `IncomingMessage` are such. */
export interface GuardedRequest {
  readonly headers: HeaderFields;
  /**
   * Names and values in turn, where `headers` are Node's: a second `Authorization` has vanished from those. Names are in
   * lower case there.
   */
  readonly rawHeaders?: readonly string[] | undefined;
  /** By name, where something has parsed them already. Default: the `Cookie` header. */
  readonly cookies?: Readonly<Record<string, string | undefined>> | undefined;
  readonly method?: string | undefined;
  /** As it was requested: a path with its query, or the whole address. */
  readonly url?: string | undefined;
}

/** Every value of a header, whatever the case of its name. A Fetch `Headers` has joined them by commas into one. */
export function headerValues({ headers, rawHeaders }: GuardedRequest, name: string): readonly string[] {
  if (isFetchHeaders(headers)) {
    const value = headers.get(name);
    return value === null ? NONE : [value];
  }
  if (rawHeaders) return Object.hasOwn(headers, name) ? nodeValues(headers[name], rawHeaders, name) : NONE;
  return Object.entries(headers).flatMap(([key, value]) =>
    value !== undefined && key.toLowerCase() === name ? value : [],
  );
}

const NONE: readonly string[] = [];

const isFetchHeaders = (headers: HeaderFields): headers is { get(name: string): string | null } =>
  typeof headers.get === 'function';

/** An application may have set a header itself, which the raw ones do not show. */
function nodeValues(
  value: string | readonly string[] | undefined,
  rawHeaders: readonly string[],
  name: string,
): readonly string[] {
  // Nearly always once: what follows is for attacks.
  if (timesSent(rawHeaders, name) > 1)
    return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
  return typeof value === 'string' ? [value] : (value ?? NONE);
}

function timesSent(rawHeaders: readonly string[], name: string): number {
  let times = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const key = rawHeaders[i] as string;
    if (key.length === name.length && key.toLowerCase() === name) times++;
  }
  return times;
}

/** Every value of a cookie (RFC 6265, section 5.4). A parent domain can plant a second one of the same name. */
export function cookieValues(request: GuardedRequest, name: string): readonly string[] {
  const { cookies } = request;
  // The requests of Next.js and Bun have a map that is asked for a cookie, and hides a second one.
  const isPlain = cookies !== undefined && typeof cookies.get !== 'function';
  if (isPlain) return Object.hasOwn(cookies, name) ? [cookies[name] ?? ''] : [];
  return headerValues(request, 'cookie')
    .flatMap(header => header.split(';'))
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1));
}

/** Any host will do: only what comes after it is read. */
const ANY_HOST = 'http://host.invalid';

/** The address of a request, as far as it is known; undefined where it cannot be read. */
export function addressOf({ url = '' }: GuardedRequest): URL | undefined {
  // By itself, a path that begins with two slashes names a host.
  const address = url.startsWith('/') ? ANY_HOST + url : url;
  return URL.canParse(address) ? new URL(address) : undefined;
}
