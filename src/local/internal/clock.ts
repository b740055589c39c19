import { InvalidOptionError } from '../../errors/invalid-option.js';
import type { Clock } from '../../internal/seams.js';

/** The pool's own time: the clock it was given, plus whatever it was moved by. */
export interface PoolClock {
  /** Milliseconds since the epoch, as the pool sees it. */
  readonly now: Clock;
  /**
   * Moves the pool's time; what expires, expires. Negative moves it back.
   * @throws {InvalidOptionError} for what is no number, or leads to before 1970 or after 9999.
   */
  advance(seconds: number): void;
  /** How far it was moved, in milliseconds. */
  offsetMs(): number;
  /** Moves it to such an offset. */
  moveTo(offsetMs: number): void;
  /** Calls `observer` before each move, with the offset that it has and the one that it will have. */
  observe(observer: (before: number, after: number) => void): void;
}

/** Far enough for anything, and early enough that what expires years after it is a date too. */
const LATEST = Date.UTC(9999, 11, 31);

/** @param offsetMs How far it was moved before. */
export function createPoolClock(base: Clock, offsetMs = 0): PoolClock {
  let offset = offsetMs;
  const observers: ((before: number, after: number) => void)[] = [];
  const moveTo = (moved: number) => {
    for (const observer of observers) observer(offset, moved);
    offset = moved;
  };
  return {
    now: () => base() + offset,
    advance: seconds => {
      const moved = offset + seconds * 1000;
      const now = base() + moved;
      if (!(now >= 0 && now <= LATEST))
        throw new InvalidOptionError('seconds', 'must be a number that leads to a time from 1970 to 9999');
      moveTo(moved);
    },
    offsetMs: () => offset,
    moveTo,
    observe: observer => observers.push(observer),
  };
}

/** Whole seconds since the epoch, as JWT claims count them (RFC 7519, section 2). */
export const epochSeconds = (now: Clock): number => Math.floor(now() / 1000);
