/**
 * One of several processes that share a session: renews it at every turn until it is killed. Run with its task as JSON in
 * the first argument. It reports each turn in a line of JSON.
 */
import { setTimeout } from 'node:timers/promises';
import { Cognito, UserPool, type UserPoolOptions } from 'portcullis';
import { PortcullisError } from 'portcullis/errors';
import { claimOf, openStore, type StorePlace } from './place.js';

export interface MemberTask {
  readonly pool: Pick<UserPoolOptions, 'userPoolId' | 'clientId' | 'endpoint'>;
  readonly store: StorePlace;
}

/** What one turn came to: the `jti` of the access token, or the code of the error. */
export type Turn = { readonly jti: string } | { readonly code: string };

/** Every token is about to expire then, so each turn is a renewal. */
const ALWAYS_MS = 2 ** 31;

async function turn(options: { pool: UserPool; username: string }, cognito: Cognito): Promise<Cognito> {
  try {
    say({ jti: claimOf(await cognito.getAccessToken(), 'jti') });
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error;
    say({ code: error.code });
  }
  return cognito.tokens ? cognito : ((await Cognito.restore(options)) ?? cognito);
}

const say = (report: Turn): void => console.log(JSON.stringify(report));

async function main({ pool: reached, store: place }: MemberTask): Promise<void> {
  const { store } = await openStore(place);
  const pool = new UserPool({ ...reached, store, renewBeforeExpiryMs: ALWAYS_MS });
  const options = { pool, username: 'ada' };
  let cognito = (await Cognito.restore(options)) ?? new Cognito(options);
  for (;;) {
    cognito = await turn(options, cognito);
    await setTimeout(5 * Math.random());
  }
}

await main(JSON.parse(process.argv[2] ?? ''));
