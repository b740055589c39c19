import type { Principal } from './principal.js';

/** What verifies tokens: a {@link TokenVerifier}, or what narrows one. */
export interface Verifier<Who extends Principal = Principal> {
  verify(token: string): Promise<Who>;
}
