import { check } from '../internal/options.js';
import { custom } from '../internal/schemas.js';

/** An http or https address, without the slashes that people leave at its end. */
export const httpUrl = custom<string>(
  isHttpUrl,
  value =>
    typeof value === 'string'
      ? 'must be an http or https URL such as http://127.0.0.1:9229'
      : 'must be a URL',
  withoutSlashes,
);

export function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value);
}

export function withoutSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * The endpoint that AWS's tools are told by the environment. It moves calls, issuer and keys together, as the option
 * does.
 *
 * @throws {InvalidOptionError} naming the variable when it is no address.
 */
export function endpointOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const names = ['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL'];
  const name = names.find(each => environment[each]);
  return name && check(httpUrl, environment[name], name);
}
