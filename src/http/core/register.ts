import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';

/**
 * The application names its verifier here, so that principals have the types of its claims. Express and Fastify have one
 * request type for the whole application, and no other place for this.
 *
 * ```ts
 * import { expressGuard } from 'portcullis/http/express';
 * import { TokenVerifier } from 'portcullis/verify';
 * import { z } from 'zod';
 *
 * const verifier = new TokenVerifier({
 *   userPoolId: 'eu-west-1_AbCdEf123',
 *   clientId: 'app',
 *   tokenUse: 'access',
 *   claimsSchema: z.object({ tenant: z.string() }),
 * });
 *
 * declare module 'portcullis/http' {
 *   interface Register {
 *     verifier: typeof verifier;
 *   }
 * }
 *
 * export const guard = expressGuard({ verifier });
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: applications fill it in.
export interface Register {}

/** The principal of the registered verifier, or any. */
export type RegisteredPrincipal = Register extends { readonly verifier: Verifier<infer Who> }
  ? Who
  : Principal;
