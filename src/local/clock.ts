import type { Clock } from '../internal/seams.js';

/** The pool's own time: the clock it was given, plus whatever it was moved by. */
export interface PoolClock {
  /** Milliseconds since the epoch, as the pool sees it. */
  readonly now: Clock;
  /** Moves the pool's time; what expires, expires. Negative moves it back. */
  advance(seconds: number): void;
  /** How far it was moved, in milliseconds. */
  offsetMs(): number;
}

/** @param offsetMs How far it was moved before. */
export function createPoolClock(base: Clock, offsetMs = 0): PoolClock {
  let offset = offsetMs;
  return {
    now: () => base() + offset,
    advance: seconds => {
      offset += seconds * 1000;
    },
    offsetMs: () => offset,
  };
}

/** Whole seconds since the epoch, as JWT claims count them (RFC 7519, section 2). */
export const epochSeconds = (now: Clock): number => Math.floor(now() / 1000);
