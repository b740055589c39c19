import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { RandomSource } from '../../internal/seams.js';
import { serveConsole } from '../console/routes.js';
import type { Controls } from '../controls/controls.js';
import type { Faults } from '../controls/faults.js';
import { serveGates } from '../gates/routes.js';
import type { PoolClock } from '../internal/clock.js';
import { CognitoException } from '../internal/exception.js';
import { randomUuid } from '../internal/random.js';
import { dropBody, readBody } from '../internal/read-body.js';
import type { RecentRequests } from '../internal/recent-requests.js';
import { type LogRequest, type RequestLine, subjectOf } from '../internal/request-log.js';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';
import { serveControls } from './controls.js';
import { execute, type NamedFunctions, readCall } from './dispatch.js';
import { serveUploads } from './uploads.js';
import { errorResponse, errorText, internalError, successResponse, wireText } from './wire.js';

/** What the log says of a request that is not known to be about anything. */
const ABOUT_NOTHING = { operation: '-', subject: '-' };

const exposeHeaders = ['x-amzn-errortype', 'x-amzn-errormessage', 'x-amzn-requestid', 'date'];

export interface ServerNeeds {
  readonly pools: PoolDirectory;
  /** Refuses definitions that the pool would keep without acting on them. */
  readonly strict: boolean;
  /** The functions that a request names and the pool would not invoke. */
  readonly unreachable: (named: NamedFunctions) => string[];
  readonly pool: Pool;
  readonly controls: Controls;
  readonly faults: Faults;
  readonly endpoint: string;
  readonly clock: PoolClock;
  readonly random: RandomSource;
  readonly logRequest: LogRequest;
  /** What the console shows; without it there is no console. */
  readonly recent: RecentRequests | undefined;
  /** Names under which browsers may reach what is under `/_local/`, besides this machine's own. */
  readonly consoleHosts: readonly string[];
  /** Called before each request. */
  readonly beforeEach: () => Promise<void> | undefined;
  /** Does a request's work, and resolves when what it changed is kept. @throws where it cannot be. */
  readonly commit: (work: () => Promise<void>) => Promise<void>;
  /** Called after each request. */
  readonly afterEach: () => void;
}

/** The server's routes: Cognito's API at `/`, OpenID Connect documents under each pool, files of imports,
 * controls, and the Gates backend. */
export function createApp(needs: ServerNeeds): Hono {
  const app = new Hono();
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
      exposeHeaders,
      maxAge: 86_400,
    }),
  );
  app.use(async (context, next) => {
    const work = async () => {
      await needs.beforeEach();
      await next();
      await dropBody(context.req.raw);
      needs.pools.sweep();
    };
    await needs.commit(work).catch(error => {
      const outcome = 'the state could not be kept';
      needs.logRequest({ ...ABOUT_NOTHING, outcome, error, ms: 0, at: needs.clock.now() });
      context.res = errorResponse(internalError());
    });
    needs.afterEach();
    context.header('x-amzn-requestid', randomUuid(needs.random));
    // Clients learn from it how far their clock is off, so it has to follow the pool's.
    context.header('date', new Date(needs.clock.now()).toUTCString());
  });
  app.onError(error => {
    const refusal = refusalOf(error);
    needs.logRequest({
      ...ABOUT_NOTHING,
      outcome: refusal.message,
      ...(error === refusal ? { refusal } : { error }),
      ms: 0,
      at: needs.clock.now(),
    });
    return errorResponse(refusal);
  });
  serveApi(app, needs);
  serveDiscovery(app, needs);
  serveUploads(app, needs);
  if (needs.recent) serveConsole(app, needs, needs.recent);
  serveControls(app, needs);
  serveGates(app, needs);
  return app;
}

const refusalOf = (error: unknown): CognitoException =>
  error instanceof CognitoException ? error : internalError();

function serveApi(app: Hono, { pools, faults, strict, unreachable, clock, logRequest }: ServerNeeds): void {
  app.post('/', async context => {
    const startedAt = performance.now();
    const target = context.req.header('x-amz-target');
    let about: Omit<RequestLine, 'at' | 'ms' | 'outcome'> = {
      ...ABOUT_NOTHING,
      operation: target?.split('.')[1] ?? '-',
    };
    const log = (outcome: string) =>
      logRequest({ ...about, outcome, ms: performance.now() - startedAt, at: clock.now() });
    try {
      const body = await readBody(context.req.raw);
      about = { ...about, sent: body };
      const request = readCall({ target, authorization: context.req.header('authorization'), body });
      const { operation, body: input } = request;
      about = { operation: operation.name, subject: subjectOf(input), input, sent: body };
      await faults.meet(operation.name);
      const output = await execute(request, { pools, strict, unreachable });
      const answered = wireText(operation.name, output);
      about = { ...about, output, answered };
      log('ChallengeName' in output ? String(output.ChallengeName) : 'ok');
      return successResponse(answered);
    } catch (error) {
      const refusal = refusalOf(error);
      const answered = errorText(refusal);
      about = { ...about, answered, ...(error === refusal ? { refusal } : { error }) };
      log(`${refusal.type}: ${refusal.message}`);
      return errorResponse(refusal);
    }
  });
}

/** OpenID Connect Discovery 1.0, section 4, and the key set (RFC 7517), which is here whatever URL the issuer is. */
function serveDiscovery(app: Hono, { pools, endpoint }: ServerNeeds): void {
  app.get('/:poolId/.well-known/jwks.json', context => {
    const keys = pools.find(context.req.param('poolId'))?.keys;
    return keys ? context.json({ keys: [keys.id.jwk, keys.access.jwk] }) : context.notFound();
  });
  app.get('/:poolId/.well-known/openid-configuration', context => {
    const pool = pools.find(context.req.param('poolId'));
    if (!pool) return context.notFound();
    return context.json({
      issuer: pool.issuer,
      jwks_uri: `${endpoint}/${pool.settings().Id}/.well-known/jwks.json`,
      authorization_endpoint: `${endpoint}/oauth2/authorize`,
      token_endpoint: `${endpoint}/oauth2/token`,
      userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
      revocation_endpoint: `${endpoint}/oauth2/revoke`,
      end_session_endpoint: `${endpoint}/logout`,
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
  });
}
