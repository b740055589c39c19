import fc from 'fast-check';
import type { Operation } from '../../src/local/operations/definition.js';
import { operations } from '../../src/local/operations/index.js';
import { inputsOf } from './inputs.js';
import { mutated } from './mutations.js';
import { rawRequests, sendRaw } from './raw.js';
import { type Known, startWorld, type World } from './world.js';

export interface FuzzOptions {
  readonly seed: number;
  readonly batches: number;
  /** Calls of operations in each batch, and half as many raw requests. */
  readonly perBatch: number;
  /** When to begin no further batch, in milliseconds since the epoch. */
  readonly until: number;
}

export interface FuzzReport {
  readonly batches: number;
  readonly requests: number;
  /** How many answers there were of each kind. */
  readonly answers: ReadonlyMap<string, number>;
  /** What went wrong, each with the request that did it. */
  readonly findings: readonly string[];
}

/** Throws requests at local pools, and says which answers were not answers. Stops by itself. */
export async function fuzz({ seed, batches, perBatch, until }: FuzzOptions): Promise<FuzzReport> {
  const report = new Report();
  const stop = report.watchProcess();
  let done = 0;
  try {
    for (; done < batches && Date.now() < until; done++)
      await fuzzOnce(done, { seed: seed + done, count: perBatch }, report);
  } finally {
    stop();
  }
  return { batches: done, requests: report.requests, answers: report.answers, findings: report.findings };
}

async function fuzzOnce(nth: number, { seed, count }: Draw, report: Report): Promise<void> {
  const world = await startWorld(nth, report.log);
  try {
    await callOperations(world, { seed, count }, report);
    await sendRawRequests(world, { seed, count: count >> 1 }, report);
    await expectHealth(world, `batch ${nth} (seed ${seed})`, report);
  } finally {
    await world.close();
  }
}

class Report {
  readonly findings: string[] = [];
  readonly answers = new Map<string, number>();
  requests = 0;
  #lastTrace = '';

  /** The pool's log: what went wrong on its side comes with a stack. */
  readonly log = (line: string): void => {
    if (line.includes('\n    at ')) this.#lastTrace = line;
  };

  find(what: string, request: string): void {
    const trace = this.#lastTrace && `\n${this.#lastTrace}`;
    this.findings.push(`${what}\n  ${request.slice(0, 600)}${trace.slice(0, 1500)}`);
    this.#lastTrace = '';
  }

  count(answer: string): void {
    this.requests++;
    this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
  }

  /** Anything that would have ended the process is a finding. Returns what ends the watch. */
  watchProcess(): () => void {
    const onTrouble = (error: unknown) =>
      this.find(`the process would have ended: ${error instanceof Error ? error.stack : error}`, '');
    process.on('unhandledRejection', onTrouble).on('uncaughtException', onTrouble);
    return () => process.off('unhandledRejection', onTrouble).off('uncaughtException', onTrouble);
  }
}

interface Draw {
  readonly seed: number;
  readonly count: number;
}

/** How many requests are under way at once. */
const AT_ONCE = 8;

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

interface OperationCall {
  readonly name: string;
  readonly body: string;
}

/** What would end everything that the others are about gets something else to end. */
const INSTEAD: Readonly<Record<string, Known>> = {
  DeleteUserPool: { UserPoolId: ['eu-west-1_Nobody1'] },
  DeleteUserPoolClient: { ClientId: ['doomed'] },
};

const callsOf = ({ known }: World): fc.Arbitrary<OperationCall> =>
  fc.oneof(
    ...operations.map(({ name, input }: Operation) =>
      mutated(inputsOf(input, { ...known, ...INSTEAD[name] })).map(value => ({
        name,
        body: JSON.stringify(value) ?? '',
      })),
    ),
  );

async function callOperations(world: World, { seed, count }: Draw, report: Report): Promise<void> {
  const calls = fc.sample(callsOf(world), { seed, numRuns: count });
  await inParallel(calls, async ({ name, body }) => {
    const response = await fetch(world.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
        authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=ab',
      },
      body,
      signal: AbortSignal.timeout(20_000),
    }).catch((error: Error) => error);
    if (response instanceof Error) return report.find(`no answer: ${response}`, `${name} ${body}`);
    const text = await response.text();
    const problem = problemOf(response, text);
    if (problem) report.find(`${problem}: ${response.status} ${text.slice(0, 200)}`, `${name} ${body}`);
    report.count(response.ok ? 'ok' : String((JSON.parse(text) as { __type?: string }).__type));
  });
}

/** What is wrong with an answer of the API, if anything is. */
function problemOf({ status, headers, ok }: Response, text: string): string | undefined {
  if (status >= 500) return 'an internal error';
  if (!headers.get('x-amzn-requestid')) return 'an answer without a request id';
  if (headers.has('x-evil')) return 'a header came through';
  if (!isJson(text || '{}')) return 'an answer that is not JSON';
  if (ok) return undefined;
  const { __type, message } = JSON.parse(text || '{}') as Record<string, unknown>;
  if (typeof __type !== 'string' || typeof message !== 'string')
    return 'a refusal without a type or a message';
  return headers.get('x-amzn-errortype') === `${__type}:`
    ? undefined
    : 'a refusal whose header says another type';
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object';
  } catch {
    return false;
  }
}

async function sendRawRequests(world: World, { seed, count }: Draw, report: Report): Promise<void> {
  const requests = fc.sample(rawRequests(world), { seed, numRuns: count });
  await inParallel(requests, async request => {
    const { title, broken } = request;
    const answer = (await sendRaw(world.endpoint, request, 20_000)).replace(
      /^HTTP\/1\.1 100 .*?\r\n\r\n/,
      '',
    );
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
    report.count(status ? `HTTP ${status}` : 'hung up');
    if (status === undefined && !broken) report.find('no answer', title);
    if (Number(status) >= 500) report.find(`an internal error: ${answer.slice(0, 300)}`, title);
    if (/^x-evil:/im.test(head)) report.find('a header came through', title);
    if (/^x-amzn-errortype:/im.test(head) && !title.startsWith('HEAD') && !isJson(body))
      report.find(`a refusal that is not JSON: ${body.slice(0, 200)}`, title);
  });
}

/** After all of that, the pool beside signs people in, and what is public can be read. */
async function expectHealth(world: World, about: string, report: Report): Promise<void> {
  try {
    await world.signIn();
    const documents = [`${world.userPoolId}/.well-known/jwks.json`, '_local/messages'];
    for (const path of documents) {
      const response = await fetch(`${world.endpoint}/${path}`);
      if (!response.ok || !isJson(await response.text())) report.find(`${path} cannot be read`, about);
    }
  } catch (error) {
    report.find(`nobody can sign in any more: ${error}`, about);
  }
}
