/**
 * What a JSON text says; undefined where it is not JSON. The parser's own error quotes the text, which may hold a
 * password or a token.
 */
export function parseJson(text: string, revive?: (name: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, revive);
  } catch {
    return undefined;
  }
}
