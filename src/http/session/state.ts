import * as v from 'valibot';
import type { Challenge } from '../../errors/challenge.js';
import { nonEmpty } from '../../internal/options.js';
import { tokenData } from '../../tokens/token-data.js';
import type { TokenData } from '../../tokens/token-set.js';

/** What the sealed cookie says. */
export interface SessionState {
  /** Names the session; a new one from each sign-in on. */
  readonly id: string;
  readonly tokens?: TokenData | undefined;
  /** The tokens are in the store, under the id. */
  readonly stored?: true | undefined;
  readonly challenge?: Challenge | undefined;
}

const sessionState = v.object({
  id: nonEmpty,
  tokens: v.optional(tokenData),
  stored: v.optional(v.literal(true)),
  challenge: v.optional(v.custom<Challenge>(value => (value as Challenge | null)?.version === 1)),
});

/** Undefined for what another release may have written. */
export function sessionStateOf(content: unknown): SessionState | undefined {
  const result = v.safeParse(sessionState, content);
  return result.success ? result.output : undefined;
}
