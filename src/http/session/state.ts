import * as v from 'valibot';
import type { Challenge } from '../../errors/challenge.js';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check, nonEmpty } from '../../internal/options.js';
import { custom, optional } from '../../internal/schemas.js';
import { tokenData } from '../../tokens/token-data.js';
import type { TokenData } from '../../tokens/token-set.js';

/** What the sealed cookie says. */
export interface SessionState {
  /** Names the session; a new one from each sign-in on. */
  readonly id: string;
  readonly tokens?: TokenData | undefined;
  /** The tokens are in the store, under the id. */
  readonly stored?: true | undefined;
  /** When the person signed in, in epoch seconds. */
  readonly since?: number | undefined;
  readonly challenge?: Challenge | undefined;
  /** What the application keeps in the session. */
  readonly data?: SessionData | undefined;
  /** Is shown by the next page that asks for it. */
  readonly notice?: string | undefined;
}

/** What an application may keep in a session: small, and JSON. */
export type SessionData = Readonly<Record<string, unknown>>;

const sessionState = v.object({
  id: nonEmpty,
  tokens: optional(tokenData),
  stored: optional(v.literal(true)),
  since: optional(v.number()),
  data: optional(v.record(v.string(), v.unknown())),
  notice: optional(v.string()),
  challenge: optional(custom<Challenge>(value => (value as Challenge | null)?.version === 1)),
});

/** Undefined for what another release may have written. */
export function sessionStateOf(content: unknown): SessionState | undefined {
  const result = v.safeParse(sessionState, content);
  return result.success ? result.output : undefined;
}

const MOST_DATA_BYTES = 1_024;

/** A copy, as JSON has it. @throws {InvalidOptionError} */
export function checkedData(data: SessionData): SessionData {
  const json = JSON.stringify(data) ?? '';
  if (json.startsWith('{') && Buffer.byteLength(json) <= MOST_DATA_BYTES) return JSON.parse(json);
  throw new InvalidOptionError('data', `must be an object of at most ${MOST_DATA_BYTES} bytes of JSON`);
}

const noticeText = v.pipe(nonEmpty, v.maxLength(256, 'must be at most 256 characters'));

/** @throws {InvalidOptionError} */
export const checkedNotice = (notice: string): string => check(noticeText, notice, 'notice');
