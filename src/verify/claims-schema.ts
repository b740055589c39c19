import { InvalidTokenError } from '../errors/token.js';
import { type Principal, verifiedPrincipal } from './principal.js';
import type { SchemaIssue, StandardSchema } from './standard-schema.js';

/**
 * The principal with what the schema made of its claims laid over them.
 *
 * @throws {InvalidTokenError} when the schema refuses the claims.
 */
export async function withOwnClaims(
  principal: Principal,
  schema: StandardSchema<object>,
): Promise<Principal> {
  const result = await schema['~standard'].validate(principal.claims);
  if (result.issues) throw refusal(result.issues);
  return verifiedPrincipal({
    ...principal,
    claims: Object.freeze({ ...principal.claims, ...result.value }),
  } as Principal);
}

function refusal([issue]: readonly SchemaIssue[]): InvalidTokenError {
  const path = issue?.path?.map(step => String(typeof step === 'object' ? step.key : step)).join('.');
  const about = path ? `claim ${path}` : 'claims';
  return new InvalidTokenError(`the token's ${about} did not pass the claims schema: ${issue?.message}`);
}
