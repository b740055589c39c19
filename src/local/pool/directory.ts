import { decodeJwt } from 'jose';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { invalidParameter, notAuthorized, notFound } from '../internal/exception.js';
import { OrderedKeys, type Page, type PageQuery } from '../state/ordered-keys.js';
import { Records } from '../state/records.js';
import type { PoolSettings } from '../state/settings.js';
import { HOUR_MS } from '../state/sweep.js';
import type { Pool } from './pool.js';

/** What a request may name its pool by. */
interface PoolHints {
  readonly UserPoolId?: string;
  readonly ClientId?: string;
  readonly AccessToken?: string;
  readonly Session?: string;
}

interface DirectoryNeeds {
  /** Makes an empty pool with these settings. */
  readonly build: (settings: PoolSettings) => Promise<Pool>;
  readonly region: string;
  readonly now: Clock;
  readonly random: RandomSource;
}

/** The pools of one server. Only administrators name the pool; every other call is about the pool that its app client,
 * token or session belongs to. */
export class PoolDirectory {
  readonly pools = new Records<Pool>();
  readonly #keys = new OrderedKeys();
  #sweptIn = 0;

  constructor(private readonly needs: DirectoryNeeds) {
    this.pools.follow((id, before, after) => {
      if (!before) this.#keys.add(id);
      if (!after) this.#keys.delete(id);
    });
  }

  /** Where new pools are. */
  get region(): string {
    return this.needs.region;
  }

  readonly now: Clock = () => this.needs.now();
  readonly random: RandomSource = count => this.needs.random(count);

  add(pool: Pool): Pool {
    this.pools.set(pool.settings().Id, pool);
    return pool;
  }

  async create(settings: PoolSettings): Promise<Pool> {
    return this.add(await this.needs.build(settings));
  }

  remove(pool: Pool): void {
    this.pools.delete(pool.settings().Id);
  }

  /** Lets every pool forget what has ended long ago: once an hour of their clock. */
  sweep(): void {
    const hour = Math.floor(this.now() / HOUR_MS);
    if (hour === this.#sweptIn) return;
    this.#sweptIn = hour;
    for (const pool of this.pools.values()) pool.sweep();
  }

  page(query: Omit<PageQuery<Pool>, 'read'>): Page<Pool> {
    return this.#keys.page({ ...query, read: id => this.find(id) });
  }

  find(userPoolId: string): Pool | undefined {
    return this.pools.get(userPoolId);
  }

  /** The pool that a checked request is about. @throws the service's refusal when there is none. */
  poolOf({ UserPoolId, ClientId, AccessToken, Session }: PoolHints): Pool {
    if (UserPoolId !== undefined)
      return (
        this.find(UserPoolId) ??
        refuse(
          notFound(`User pool ${UserPoolId} does not exist.`, {
            expected: `one of ${[...this.pools.keys()].join(', ')}`,
            sent: UserPoolId,
          }),
        )
      );
    if (ClientId !== undefined)
      return (
        this.#first(({ clients }) => clients.find(ClientId) !== undefined) ??
        refuse(
          notFound(`User pool client ${ClientId} does not exist.`, {
            expected: `one of ${this.#clientIds() || 'no app client'}`,
            sent: ClientId,
          }),
        )
      );
    if (AccessToken !== undefined) {
      const issuer = issuerOf(AccessToken);
      return (
        this.#first(pool => pool.issuer === issuer) ??
        refuse(
          notAuthorized('Invalid Access Token', {
            expected: `the iss ${this.all()
              .map(pool => pool.issuer)
              .join(' or ')}`,
            sent: issuer ?? 'a text that is no JWT',
          }),
        )
      );
    }
    if (Session !== undefined)
      return (
        this.#first(({ authSessions }) => authSessions.has(Session)) ??
        refuse(
          notAuthorized('Invalid session for the user.', {
            expected: 'a Session that a pool gave out',
            sent: 'one that none knows, or has forgotten',
          }),
        )
      );
    throw invalidParameter('Either AccessToken or Session is required');
  }

  all(): Pool[] {
    return [...this.pools.values()];
  }

  #clientIds(): string {
    const ids = this.all().flatMap(({ clients }) => clients.all().map(({ ClientId }) => ClientId));
    return ids.slice(0, 20).join(', ');
  }

  #first(matches: (pool: Pool) => boolean): Pool | undefined {
    return this.all().find(matches);
  }
}

function refuse(error: Error): never {
  throw error;
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
