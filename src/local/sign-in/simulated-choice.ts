import type { RandomSource } from '../../internal/seams.js';
import type { FirstFactor } from './first-factors.js';

/**
 * The first factor that USER_AUTH asks of a name that no user has, where the client hides that: the guide says that the
 * service picks one at random of those that the pool allows. Unconfirmed: that it takes the one that the client prefers,
 * and that clients which hide nothing get UserNotFoundException as in every other flow, since the guide also says that
 * choice-based sign-in does not follow `PreventUserExistenceErrors`.
 */
export const simulatedChoice = (
  factors: readonly FirstFactor[],
  random: RandomSource,
): FirstFactor | undefined => factors[(random(1)[0] ?? 0) % factors.length];
