import type { Principal } from './principal.js';

/** Verifies tokens: a {@link TokenVerifier}, or a narrower form of one. */
export interface Verifier<Who extends Principal = Principal> {
  verify(token: string): Promise<Who>;
  /**
   * The same at once, for a token that was verified before and about which nothing has to be asked; undefined for any other.
   * A guard spares a remembered token the promises.
   *
   * @throws as `verify` rejects.
   */
  recall?(token: string): Who | undefined;
}
