/** Assertions for runtimes that have no `node:assert`. */

/** @throws {Error} when the JSON of both differs. */
export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`got ${a}, expected ${b}`);
}

/** The error that a promise rejects with, which has these properties. */
export async function rejectsWith(promise: Promise<unknown>, properties: object): Promise<Error> {
  const error = await promise.then(
    value => {
      throw new Error(`got ${JSON.stringify(value)}, expected an error with ${JSON.stringify(properties)}`);
    },
    thrown => thrown,
  );
  for (const [name, expected] of Object.entries(properties))
    if (JSON.stringify(error[name]) !== JSON.stringify(expected)) throw error;
  return error;
}
