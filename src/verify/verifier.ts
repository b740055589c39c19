import type { Principal } from './principal.js';

/** Verifies tokens: a {@link TokenVerifier}, or a narrower form of one. */
export interface Verifier<Who extends Principal = Principal> {
  verify(token: string): Promise<Who>;
}
