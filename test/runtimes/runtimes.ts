/** Something that runs JavaScript. Versions are exact where they are not a line of Node, so that a run says the same tomorrow. */
export type Runtime = RuntimeFacts & (Program | Workerd | { readonly host: 'page' });

interface RuntimeFacts {
  readonly name: string;
  /** Whether it has the modules of Node that the client needs. */
  readonly likeNode: boolean;
  /** Whether it has `node:crypto`. Where it has none, Web Crypto checks signatures. */
  readonly nodeCrypto: boolean;
}

/** Runs a file in a process. */
export interface Program {
  readonly host: 'program';
  readonly program: string;
  /** The npm package that brings it. */
  readonly from: string;
  /** What stands before the file. */
  readonly options?: readonly string[];
  /** In place of that, for entries that need Node. */
  readonly optionsLikeNode?: readonly string[];
}

/** Runs a worker. */
export interface Workerd {
  readonly host: 'worker';
  /** The npm package that brings it. */
  readonly from: string;
  /** Its compatibility flags. */
  readonly flags: readonly string[];
}

const node = (line: number): Runtime => ({
  name: `Node ${line}`,
  likeNode: true,
  nodeCrypto: true,
  host: 'program',
  program: 'node',
  from: `node@${line}`,
});

/** All that verification asks Deno for. */
const DENO_OPTIONS = ['run', '--no-prompt', '--allow-net=127.0.0.1'];
const WORKERD = 'workerd@1.20261117.1';

export const RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24].map(node),
  {
    name: 'Deno 2.9',
    likeNode: true,
    nodeCrypto: true,
    host: 'program',
    program: 'deno',
    from: 'deno@2.9.6',
    options: DENO_OPTIONS,
    optionsLikeNode: [...DENO_OPTIONS, '--allow-env', '--allow-read', '--allow-sys'],
  },
  {
    name: 'Bun 1.4',
    likeNode: true,
    nodeCrypto: true,
    host: 'program',
    program: 'bun',
    from: 'bun@1.4.5',
    options: ['run'],
  },
  { name: 'workerd', likeNode: false, nodeCrypto: true, host: 'worker', from: WORKERD, flags: [] },
  {
    name: 'workerd without Node compatibility',
    likeNode: false,
    nodeCrypto: false,
    host: 'worker',
    from: WORKERD,
    flags: ['no_nodejs_compat', 'no_nodejs_compat_v2'],
  },
  { name: 'Chromium', likeNode: false, nodeCrypto: false, host: 'page' },
];
