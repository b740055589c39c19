import { hash } from 'node:crypto';
import type { Clock } from '../../internal/seams.js';
import type { Session } from '../../tokens/session.js';
import type { TokenSet } from '../../tokens/token-set.js';

/** Long enough for a page that was being loaded when its cookie was renewed, or whose answer never arrived. */
const REMEMBERED_MS = 5 * 60_000;
const MOST = 1_000;

interface Entry {
  readonly session: Session;
  readonly until: number;
}

/**
 * Sessions that were renewed or ended here lately, by a hash of the tokens that cookies out there may still have. The
 * oldest go first.
 */
export class RecentSessions {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(tokens: TokenSet): Session | undefined {
    const entry = this.#entries.get(nameOf(tokens));
    return entry && entry.until > this.#clock() ? entry.session : undefined;
  }

  set(tokens: TokenSet, session: Session): void {
    const name = nameOf(tokens);
    const now = this.#clock();
    this.#entries.delete(name);
    this.#entries.set(name, { session, until: now + REMEMBERED_MS });
    for (const [oldest, { until }] of this.#entries) {
      if (until > now && this.#entries.size <= MOST) break;
      this.#entries.delete(oldest);
    }
  }
}

const nameOf = ({ data }: TokenSet): string => hash('sha256', JSON.stringify(data), 'base64url');
