import type { BulkProgress } from '../../users/bulk/progress.js';
import { hideWaiting } from '../frame/waiting.js';

/** The options of both commands. */
export interface BulkArguments {
  readonly format?: 'csv' | 'jsonl';
  readonly quota: Readonly<Record<string, number>>;
}

/** Shows the progress. */
export interface ProgressLine {
  show(progress: BulkProgress): void;
  end(): void;
}

const PLAIN_EVERY_MS = 10_000;

/** A bar on a terminal, and elsewhere a line every ten seconds. */
export async function progressLine(noun: string): Promise<ProgressLine> {
  return process.stderr.isTTY ? barOf(noun) : plainLines(noun);
}

async function barOf(noun: string): Promise<ProgressLine> {
  const { default: cliProgress } = await import('cli-progress');
  hideWaiting();
  const bar = new cliProgress.SingleBar({
    format: `{bar} {percentage}% | {value}/{total} ${noun} | {failed} failed | {rate}/s | {left}`,
    stream: process.stderr,
    hideCursor: true,
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    show(progress) {
      const settled = settledOf(progress);
      const told = {
        failed: progress.failed,
        rate: progress.ratePerSecond.toFixed(0),
        left: timeLeft(progress),
      };
      if (!isStarted) bar.start(progress.total ?? settled, settled, told);
      isStarted = true;
      bar.setTotal(Math.max(progress.total ?? 0, settled));
      bar.update(settled, told);
    },
    end() {
      if (isStarted) bar.stop();
    },
  };
}

function plainLines(noun: string): ProgressLine {
  let lastAt = performance.now();
  return {
    show(progress) {
      if (performance.now() - lastAt < PLAIN_EVERY_MS) return;
      lastAt = performance.now();
      const of = progress.total === undefined ? '' : ` of ${progress.total}`;
      const rate = progress.ratePerSecond.toFixed(0);
      say(`${settledOf(progress)}${of} ${noun}, ${progress.failed} failed, ${rate}/s, ${timeLeft(progress)}`);
    },
    end() {},
  };
}

export const settledOf = ({ done, failed, skipped }: BulkProgress): number => done + failed + skipped;

function timeLeft({ secondsLeft }: BulkProgress): string {
  if (secondsLeft === undefined) return 'time left unknown';
  const minutes = Math.floor(secondsLeft / 60);
  return `${minutes}:${String(Math.ceil(secondsLeft % 60)).padStart(2, '0')} left`;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Aborted by Ctrl-C or on a signal to end; a second one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort(new Error('stopped')));
  return controller.signal;
}
