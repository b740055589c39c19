import { execFileSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One line of the table: work to be timed, in the same run as its rivals. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Rivals at one task. The first is the limit that the others are compared with. */
export interface Contest {
  readonly title: string;
  readonly contenders: readonly [Contender, ...Contender[]];
  readonly rounds: number;
}

export interface Measured {
  readonly title: string;
  readonly name: string;
  /** The median of all rounds. */
  readonly value: number;
  readonly unit: string;
  /** How many times the limit. */
  readonly ratio: number;
}

/**
 * Times the contenders in turn, round after round, so that a slow spell of the machine meets them all alike, and
 * takes medians, which a few interrupted rounds do not move.
 */
export async function measure({ title, contenders, rounds }: Contest): Promise<Measured[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds + WARM_UP; round++) {
    for (const [i, { run }] of contenders.entries()) {
      const start = performance.now();
      await run();
      if (round >= WARM_UP) times[i]!.push(performance.now() - start);
    }
  }
  const medians = times.map(median);
  return contenders.map(({ name }, i) => ({
    title,
    name,
    value: medians[i]!,
    unit: 'ms',
    ratio: medians[i]! / medians[0]!,
  }));
}

/** A row for each name; the first is the limit. */
export const rowsOf = (
  title: string,
  names: readonly string[],
  values: readonly number[],
  unit = 'ms',
): Measured[] =>
  values.map((value, i) => ({
    title,
    name: names[i] ?? '',
    value,
    unit,
    ratio: value / (values[0] as number),
  }));

/** Milliseconds that a fresh process takes to import an entry or a package, as `npm run build` left it. */
export function importTime(name: string): number {
  const script = `const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

const WARM_UP = 5;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that are in use. */
export function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
