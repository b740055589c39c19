import type { KeptPool, RunningPool } from './kept-pool.js';

const WRITERS = 8;

interface Written {
  /** Called at the first acknowledgement of a run. */
  begun: () => void;
  readonly created: Set<string>;
  /** The last value of a counter that was acknowledged. */
  counted: number;
}

/** Creates users and counts, until the pool is gone. Notes what was acknowledged. */
async function write({ sdk, UserPoolId }: RunningPool, writer: string, written: Written): Promise<void> {
  for (let i = 0; ; i++) {
    const Username = `${writer}-${i}`;
    await sdk.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
    written.created.add(Username);
    written.begun();
  }
}

async function count({ sdk, UserPoolId }: RunningPool, written: Written): Promise<void> {
  for (let next = written.counted + 1; ; next++) {
    const UserAttributes = [{ Name: 'name', Value: String(next) }];
    await sdk.adminUpdateUserAttributes({ UserPoolId, Username: 'ada', UserAttributes });
    written.counted = next;
    written.begun();
  }
}

/** Of what was acknowledged, all that is missing. */
async function missing({ sdk, UserPoolId }: RunningPool, { created, counted }: Written): Promise<string[]> {
  const found = new Set<string>();
  let PaginationToken: string | undefined;
  do {
    const page = await sdk.listUsers({ UserPoolId, PaginationToken });
    for (const { Username = '' } of page.Users ?? []) found.add(Username);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  const { UserAttributes = [] } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  const value = Number(UserAttributes.find(({ Name }) => Name === 'name')?.Value ?? 0);
  return [...[...created].filter(name => !found.has(name)), ...(value < counted ? [`count ${counted}`] : [])];
}

/** Kills a pool that is being written to, so many times. @returns what it acknowledged, and what of that was lost. */
export async function killRepeatedly(kept: KeptPool, kills: number) {
  const written: Written = { begun: () => {}, created: new Set(), counted: 0 };
  const lost: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const pool = await kept.ready();
    lost.push(...(await missing(pool, written)));
    // However slow the machine is, something was acknowledged before.
    const begun = new Promise<void>(resolve => {
      written.begun = resolve;
    });
    const writers = Array.from({ length: WRITERS }, (_, i) => write(pool, `${kill}-${i}`, written));
    const working = [...writers, count(pool, written)];
    void begun.then(() => setTimeout(() => pool.end('SIGKILL'), Math.random() * 200));
    await Promise.allSettled(working);
  }
  const last = await kept.ready();
  lost.push(...(await missing(last, written)));
  await last.end('SIGTERM');
  return { acknowledged: written.created.size + written.counted, lost };
}
