import type { Edit, Expression, Path } from './edit.js';
import { Refusal } from './refusal.js';

/** A call of one of a library's functions or methods. */
export interface LibraryCall {
  readonly edit: Edit;
  readonly path: Path;
  readonly args: readonly Expression[];
  /** What to say of it, though it was converted. */
  readonly notes: string[];
}

export const argumentsOf = ({ node }: Path): Expression[] =>
  (node as unknown as { arguments: Expression[] }).arguments;

/** Puts in the place of a call what `convert` makes of it, or says above it why it stays. */
export function replaceCall<Call extends LibraryCall>(call: Call, convert: (call: Call) => Expression): void {
  const { edit, path, notes } = call;
  try {
    const converted = convert(call);
    for (const note of notes) edit.mark(path, note);
    path.replace(converted);
    edit.converted += 1;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    edit.mark(path, error.message);
  }
}
