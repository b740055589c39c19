import type { Context, Hono } from 'hono';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { toBase64 } from '../../internal/bytes.js';
import { parseJson } from '../../internal/json.js';
import type { Controls, PoolSnapshot } from '../controls/controls.js';
import { isBrowser, isForeignPage, isOwnHost, senderOf } from '../internal/browsers.js';
import { readBody } from '../internal/read-body.js';
import type { Pool } from '../pool/pool.js';
import type { SeedUserInput } from '../seed/schema.js';
import type { TokensOptions } from '../sign-in/tokens-for.js';

interface ControlNeeds {
  readonly pool: Pool;
  readonly controls: Controls;
  /** Names under which browsers may reach the controls, besides this machine's own. */
  readonly consoleHosts: readonly string[];
}

/** What a real pool does not have, for tests in any language. */
export function serveControls(app: Hono, { pool, controls, consoleHosts }: ControlNeeds): void {
  const snapshots = new Map<string, PoolSnapshot>();
  app.use('/_local/*', async (context, next) => {
    const sender = senderOf(context.req.raw);
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
    const isRebound = isBrowser(sender) && !isOwnHost(sender.host, consoleHosts);
    if (isRebound)
      return context.json({ message: 'Forbidden under this name; --console-host lets browsers use it' }, 403);
    if (isForeignPage(sender, isRead)) return context.json({ message: 'Forbidden' }, 403);
    await next();
  });
  app.get('/_local/messages', context => context.json(controls.messages.list()));
  app.get('/_local/triggers', context => context.json(controls.triggers.calls()));
  app.get('/_local/sender-key', context => context.json({ key: toBase64(pool.senderKey) }));
  app.get('/_local/feedback-tokens/:eventId', context =>
    answer(context, () => ({ token: controls.feedbackToken(context.req.param('eventId')) })),
  );
  app.get('/_local/import-logs/:jobId', context =>
    answer(context, () => controls.importLog(context.req.param('jobId'))),
  );
  app.get('/_local/clock', context => context.json({ now: new Date(controls.clock.now()).toISOString() }));
  app.post('/_local/clock', async context => {
    const { advanceSeconds } = await bodyOf(context);
    if (typeof advanceSeconds !== 'number' || !Number.isFinite(advanceSeconds))
      return context.json({ message: 'advanceSeconds must be a number of seconds' }, 400);
    try {
      controls.clock.advance(advanceSeconds);
    } catch {
      return context.json({ message: 'advanceSeconds must lead to a time from 1970 to 9999' }, 400);
    }
    return context.json({ now: new Date(controls.clock.now()).toISOString() });
  });
  app.post('/_local/users', context =>
    answer(context, body => controls.users.add(body as unknown as SeedUserInput)),
  );
  app.post('/_local/tokens', context =>
    answer(context, ({ username, ...options }) =>
      controls.tokensFor(String(username), options as TokensOptions),
    ),
  );
  app.post('/_local/faults', context => answer(context, body => controls.faults.add(body)));
  app.post('/_local/reset', context => answer(context, () => controls.reset()));
  app.put('/_local/snapshots/:name', context =>
    answer(context, () => void snapshots.set(context.req.param('name'), controls.snapshot())),
  );
  app.post('/_local/snapshots/:name', async context => {
    const snapshot = snapshots.get(context.req.param('name'));
    if (!snapshot) return context.json({ message: 'There is no snapshot of this name' }, 404);
    return answer(context, () => controls.restore(snapshot));
  });
}

type Body = Readonly<Record<string, unknown>>;

const bodyOf = async (context: Context): Promise<Body> => Object(parseJson(await readBody(context.req.raw)));

/** Answers with what `work` gives, or with status 400 and what is wrong with the request. */
async function answer(context: Context, work: (body: Body) => unknown): Promise<Response> {
  try {
    return context.json((await work(await bodyOf(context))) ?? {});
  } catch (error) {
    if (error instanceof InvalidOptionError) return context.json({ message: error.message }, 400);
    throw error;
  }
}
