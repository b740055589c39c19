/**
 * The headers of a request: a Fetch `Headers`, or an object by name as `node:http` and API Gateway have it. Give Node's
 * `headersDistinct` where there is one: in `headers` a second `Authorization` has vanished already.
 */
export type HeaderFields =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a guard looks at. */
export interface GuardedRequest {
  readonly headers: HeaderFields;
  /** By name, where something has parsed them already. Default: the `Cookie` header. */
  readonly cookies?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Every value of a header, whatever the case of its name. A Fetch `Headers` has joined them by commas into one. */
export function headerValues(headers: HeaderFields, name: string): readonly string[] {
  if (isFetchHeaders(headers)) {
    const value = headers.get(name);
    return value === null ? [] : [value];
  }
  return Object.entries(headers).flatMap(([key, value]) =>
    value !== undefined && key.toLowerCase() === name ? value : [],
  );
}

const isFetchHeaders = (headers: HeaderFields): headers is { get(name: string): string | null } =>
  typeof headers.get === 'function';

/** Every value of a cookie (RFC 6265, section 5.4). A parent domain can plant a second one of the same name. */
export function cookieValues({ headers, cookies }: GuardedRequest, name: string): readonly string[] {
  if (cookies) return Object.hasOwn(cookies, name) ? [cookies[name] ?? ''] : [];
  return headerValues(headers, 'cookie')
    .flatMap(header => header.split(';'))
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1));
}
