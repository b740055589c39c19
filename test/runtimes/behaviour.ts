import type { WebSettings } from './web/people.js';

/** What the runner knows of a pool, for every behaviour. Plain JSON: it reaches other processes, workers and pages. */
export interface Settings {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Whether the runtime has `node:crypto`. */
  readonly nodeCrypto: boolean;
  /** Ada's, valid. She is in the group `readers`. */
  readonly tokens: Tokens;
  /** Ada's too; a behaviour may sign her out with them, and no other uses them. */
  readonly spareTokens: Tokens;
  /** Those of another pool. */
  readonly foreignTokens: Tokens;
  /** The pools of `portcullis/web`. */
  readonly web: WebSettings;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

/** Does `work` and notes whether it failed. */
export type Check = (what: string, work: () => unknown) => Promise<void>;

/** What an entry is to do on every runtime where it is said to work. */
export type Behaviour = (given: Settings & { readonly check: Check }) => Promise<void>;

/** An entry of the package, and the module of this folder with its behaviour. */
export interface TriedEntry {
  readonly entry: string;
  readonly module: string;
  /** It needs Node, or something like it. Any other is bundled as for a browser, where a module of Node is an error. */
  readonly needsNode?: true;
}

/** How one check came out. */
export interface Outcome {
  readonly entry: string;
  readonly what: string;
  /** Why it failed. */
  readonly problem?: string;
}

/** Ends a check that hangs. */
const LIMIT_MS = 60_000;

/** Runs behaviours, by their entries, one check after another. */
export async function outcomesOf(
  behaviours: Readonly<Record<string, Behaviour>>,
  settings: Settings,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [entry, run] of Object.entries(behaviours)) {
    const note = async (what: string, work: Promise<unknown>): Promise<void> => {
      const problem = await work.then(
        () => undefined,
        error => String(error?.stack ?? error),
      );
      outcomes.push({ entry, what, ...(problem !== undefined && { problem }) });
    };
    const check: Check = (what, work) => note(what, inTime(work));
    await run({ ...settings, check }).catch(error => note('runs to its end', Promise.reject(error)));
  }
  return outcomes;
}

async function inTime(work: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
}
