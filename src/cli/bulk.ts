import { InvalidArgumentError, Option } from 'commander';
import type { BulkProgress } from '../users/bulk/progress.js';

/** The options of both commands: the pool and the pace. */
export interface PoolArguments {
  readonly userPoolId: string;
  readonly endpoint?: string;
  readonly format?: 'csv' | 'jsonl';
  readonly quota: Readonly<Record<string, number>>;
}

/** The options that both commands have. AWS credentials are found as the AWS SDK finds them. */
export const poolOptions = (): readonly Option[] => [
  new Option('--user-pool-id <id>', 'the pool, such as eu-west-1_AbCdEf123')
    .env('PORTCULLIS_USER_POOL_ID')
    .makeOptionMandatory(),
  new Option('--endpoint <url>', 'where its API answers, such as a local pool').env('PORTCULLIS_ENDPOINT'),
  new Option('--format <name>', 'where the name of the file does not say it').choices(['csv', 'jsonl']),
  new Option('--quota <category=number>', 'requests per second, such as UserCreation=100; may be repeated')
    .default({}, "four fifths of Cognito's")
    .argParser(addQuota),
  new Option('--debug', 'show where an error comes from'),
];

function addQuota(text: string, before: Readonly<Record<string, number>>): Record<string, number> {
  const [, category = '', perSecond] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (perSecond === undefined) throw new InvalidArgumentError('It is written like UserCreation=100.');
  return { ...before, [category]: Number(perSecond) };
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

export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Aborted by Ctrl-C or on a signal to end; a second one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort(new Error('stopped')));
  return controller.signal;
}
