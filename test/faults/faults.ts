import { type Report, runScenario } from './scenario.js';
import { ROTATIONS } from './world.js';

export interface FaultsOptions {
  readonly seed: number;
  readonly scenarios: number;
  /** How many run at once. */
  readonly atOnce?: number;
}

/** Runs scenarios, and says what must not have happened. */
export async function faults({ seed, scenarios, atOnce = 8 }: FaultsOptions): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const unhandled: string[] = [];
  const onUnhandled = (error: unknown) =>
    unhandled.push(error instanceof Error ? `${error.stack}` : String(error));
  process.on('unhandledRejection', onUnhandled);
  let next = 0;
  const worker = async () => {
    while (next < scenarios) reports.push(await runScenario(seed + next++));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  const last = reports.at(-1);
  if (last && unhandled.length > 0)
    reports.push({ ...last, violations: unhandled.map(error => `an unhandled rejection: ${error}`) });
  return reports;
}

/** A row for each way of rotation. */
export const tableOf = (reports: readonly Report[]) =>
  ROTATIONS.map(rotation => {
    const rows = reports.filter(report => report.rotation === rotation);
    const sum = (count: (report: Report) => number) => rows.reduce((total, row) => total + count(row), 0);
    return {
      rotation,
      scenarios: rows.length,
      faults: sum(({ faults }) => faults),
      'calls that succeeded': sum(({ calls }) => calls.fine),
      'failed, and said so': sum(({ calls }) => calls['failed, and said so']),
      'sessions spent by a lost answer': sum(({ spent }) => Number(spent)),
      violations: sum(({ violations }) => violations.length),
    };
  });
