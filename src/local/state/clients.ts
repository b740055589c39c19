import type { TimeUnitsType } from '@aws-sdk/client-cognito-identity-provider';
import { notFound } from '../internal/exception.js';
import type { ClientMembers } from '../members/client.js';
import { OrderedKeys, type Page, type PageQuery } from './ordered-keys.js';
import type { Records } from './records.js';

type TokenKind = 'AccessToken' | 'IdToken' | 'RefreshToken';

/** Members that every client has a value of. */
type Settled =
  | `${TokenKind}Validity`
  | 'AuthSessionValidity'
  | 'EnableTokenRevocation'
  | 'ExplicitAuthFlows'
  | 'PreventUserExistenceErrors';

/**
 * An app client, in the service's names and shapes. Without `ReadAttributes` or `WriteAttributes` it may read or write
 * every attribute.
 */
export interface ClientRecord
  extends Readonly<Omit<ClientMembers, Settled | 'TokenValidityUnits'>>,
    Readonly<{ [Name in Settled]: Exclude<ClientMembers[Name], undefined> }> {
  readonly ClientId: string;
  readonly ClientName: string;
  /** None for a public client; two while one is being replaced. Each is as good as the other. */
  readonly secrets: readonly string[];
  /** When each secret was added, by its id, in milliseconds since the epoch; one that is missing is as old as the client. */
  readonly secretDates?: Readonly<Record<string, number>>;
  readonly TokenValidityUnits: Readonly<Record<TokenKind, TimeUnitsType>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

type ExplicitAuthFlow = NonNullable<ClientMembers['ExplicitAuthFlows']>[number];

/** What the service gives a client that says nothing else. */
export const CLIENT_DEFAULTS = {
  secrets: [],
  ExplicitAuthFlows: [
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_CUSTOM_AUTH',
  ] as ExplicitAuthFlow[],
  AccessTokenValidity: 1,
  IdTokenValidity: 1,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
  AuthSessionValidity: 3,
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: 'LEGACY',
  AllowedOAuthFlowsUserPoolClient: false,
} as const satisfies Partial<ClientRecord>;

const SECONDS_IN: Record<TimeUnitsType, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** How long a token of this kind lives, in seconds. */
export const validitySeconds = (
  client: Pick<ClientRecord, `${TokenKind}Validity` | 'TokenValidityUnits'>,
  kind: TokenKind,
): number => client[`${kind}Validity`] * SECONDS_IN[client.TokenValidityUnits[kind]];

export const rotatesRefreshTokens = (client: ClientRecord): boolean =>
  client.RefreshTokenRotation?.Feature === 'ENABLED';

export const hidesUserExistence = (client: ClientRecord): boolean =>
  client.PreventUserExistenceErrors === 'ENABLED';

/** The app clients of one pool. */
export class Clients {
  readonly #keys = new OrderedKeys();

  constructor(private readonly records: Records<ClientRecord>) {
    records.follow((key, before, after) => {
      if (!before) this.#keys.add(key);
      if (!after) this.#keys.delete(key);
    });
  }

  find(clientId: string): ClientRecord | undefined {
    return this.records.get(clientId);
  }

  /** @throws ResourceNotFoundException */
  require(clientId: string): ClientRecord {
    const client = this.find(clientId);
    if (!client) throw notFound(`User pool client ${clientId} does not exist.`);
    return client;
  }

  save(client: ClientRecord): void {
    this.records.set(client.ClientId, client);
  }

  remove({ ClientId }: ClientRecord): void {
    this.records.delete(ClientId);
  }

  page(query: Omit<PageQuery<ClientRecord>, 'read'>): Page<ClientRecord> {
    return this.#keys.page({ ...query, read: id => this.find(id) });
  }

  all(): ClientRecord[] {
    return [...this.records.values()];
  }
}
