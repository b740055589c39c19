/**
 * A security scheme of OpenAPI 3 (section "Security Scheme Object"), for tokens in the `Authorization` header. A type, as
 * an interface would not pass where extensions (`x-…`) are allowed.
 */
export type BearerScheme = {
  readonly type: 'http';
  readonly scheme: 'bearer';
  readonly bearerFormat: 'JWT';
  readonly description?: string;
};

/**
 * The security scheme that an OpenAPI document names for a guarded API.
 *
 * ```ts
 * import { bearerScheme } from 'portcullis/http';
 *
 * const components = { securitySchemes: { cognito: bearerScheme('An access token of our user pool') } };
 * const security = [{ cognito: [] }];
 * ```
 */
export const bearerScheme = (description?: string): BearerScheme => ({
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  ...(description !== undefined && { description }),
});
