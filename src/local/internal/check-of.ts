/** Functions that only make a refusal or hand one on, and those that every operation has. */
const MAKERS =
  /^(new |notAuthorized$|invalidParameter$|notFound$|incorrectPassword$|user(DoesNotExist|IsDisabled)$|codeMismatch$|wrongMfaCode$|nonconforming$|memberIsMissing$|refuse$|noRecoveryContact$|unrecognizable$|accessTokenProblem$|processTicks|handle$|answer$)/;

/** Where the pool's own code begins: what lies beyond is the same for every request. */
const OUTERMOST = /^(execute|dispatch)$/;

const MOST_STEPS = 4;

/**
 * The functions that led to a refusal, the one that refused first: `checkSecretHash`, `startUserSrp`. They are read off
 * the stack, so every refusal has them, and none is written down twice.
 */
export function checkOf({ stack = '' }: Error): string[] {
  const names = [...stack.matchAll(/^ +at (?:async )?((?:new )?[\w$.#]+)(?: \[as ([\w$]+)\])? \(/gm)].map(
    ([, name = '', alias]) => plain(alias === undefined ? name : name.replace(/[^.]*$/, alias)),
  );
  const end = names.findIndex(name => OUTERMOST.test(name));
  const steps = names.slice(0, end < 0 ? undefined : end).filter(name => !MAKERS.test(name) && name !== '');
  return [...new Set(steps)].slice(0, MOST_STEPS);
}

/** A bundler numbers names that several files have; methods of plain objects are `Object.…`. */
const plain = (name: string): string =>
  name.replace(/\$\d+$/, '').replace(/^(Object|Array|Map|Promise|process)\./, '');
