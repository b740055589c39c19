import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';

/**
 * Where an application names its verifier, so that a principal has the claims that this one knows of. Express and Fastify
 * have one type of request for the whole application, which nothing else can tell them.
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
