/** A variable of the environment; undefined where there is none, or where Deno was not permitted to read it. */
export function environmentVariable(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name];
  } catch {
    return undefined;
  }
}
