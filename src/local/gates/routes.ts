import type { Context, Hono } from 'hono';
import { parseJson } from '../../internal/json.js';
import { readBody } from '../internal/read-body.js';
import type { LogRequest, RequestLine } from '../internal/request-log.js';
import type { Pool } from '../pool/pool.js';
import { type GatesCaller, requireAdmin } from './caller.js';
import { createUser } from './create-user.js';
import { getAllUsers } from './get-all-users.js';
import { GatesRefusal, refusalOf } from './refusal.js';
import { updateUser } from './update-user.js';

export interface GatesNeeds {
  readonly pool: Pool;
  readonly logRequest: LogRequest;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly operation: string;
  /** The status of its answer. */
  readonly status: 200 | 201;
  readonly read: (context: Context) => unknown;
  readonly handle: (input: unknown, caller: GatesCaller, pool: Pool) => object | Promise<object>;
}

async function body(context: Context): Promise<unknown> {
  const value = parseJson(await readBody(context.req.raw));
  if (value === undefined) throw new GatesRefusal(400, 'The request body is not JSON');
  return value;
}
const query = (context: Context): unknown => context.req.query();

const ROUTES: readonly Route[] = [
  { method: 'POST', operation: 'create-user', status: 201, read: body, handle: createUser },
  { method: 'PUT', operation: 'update-user', status: 200, read: body, handle: updateUser },
  { method: 'GET', operation: 'get-all-users', status: 200, read: query, handle: getAllUsers },
];

/** The Gates backend, over the pool's own users and groups: a client is the group of its name. */
export function serveGates(app: Hono, needs: GatesNeeds): void {
  for (const route of ROUTES)
    app.on(route.method, `/gates/${route.operation}`, context => answer(route, context, needs));
  app.all('/gates/*', context => context.json({ message: `${context.req.path} is not served` }, 404));
}

async function answer(route: Route, context: Context, { pool, logRequest }: GatesNeeds): Promise<Response> {
  const startedAt = performance.now();
  let subject = '-';
  const answered = (outcome: string, about: Pick<RequestLine, 'refusal' | 'error'> = {}) =>
    logRequest({
      at: pool.now(),
      operation: `gates/${route.operation}`,
      subject,
      outcome,
      ...about,
      ms: performance.now() - startedAt,
    });
  try {
    const caller = await requireAdmin(context.req.header('authorization'), pool);
    subject = caller.username;
    const output = await route.handle(await route.read(context), caller, pool);
    answered('ok');
    return context.json(output, route.status);
  } catch (error) {
    const { status, message } = refusalOf(error);
    answered(`${status} ${message}`, status === 500 ? { error } : { refusal: error as Error });
    if (status === 401) context.header('www-authenticate', 'Bearer');
    return context.json({ message }, status);
  }
}
