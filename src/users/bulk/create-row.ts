import { toAttributeList } from '../../api/attributes.js';
import { mayHaveSucceeded } from '../../api/repetition.js';
import { AccessDeniedError, ServiceError, UsernameExistsError } from '../../errors/service.js';
import type { NewUserRow, RowFailure } from './new-user-row.js';
import type { PacedPool } from './paced-pool.js';

/** How new users are invited. */
export interface Invitation {
  readonly MessageAction?: 'SUPPRESS';
  readonly DesiredDeliveryMediums?: ('EMAIL' | 'SMS')[];
}

/** The user of a row is in the pool, and wholly so. */
export interface Created {
  readonly row: number;
  /** Epoch milliseconds by the pool's clock. */
  readonly createdAt: number | undefined;
}

/** What decides whether a user who exists already came from their row. */
export interface Doubt {
  /** When the first row that is sent together with this one was, by the pool's clock, in epoch milliseconds. */
  readonly since: number;
  /** Whether a run that was stopped or killed may have sent the row. */
  readonly isSentBefore: boolean;
}

/** Creates the users of rows. */
export class RowCreator {
  constructor(
    private readonly pool: PacedPool,
    private readonly invitation: Invitation,
  ) {}

  /**
   * Creates one user.
   *
   * @param doubt What to make of a user who exists already.
   * @returns Also when the service refuses the row: an error means that every later row would fail too.
   */
  async create(row: NewUserRow, doubt: Doubt): Promise<Created | RowFailure> {
    /** What is known of the user when something fails. */
    let known = '';
    const onLost = () => {
      known = 'an earlier try may have created the user, and then: ';
    };
    try {
      const createdAt = await this.#createUser(row, doubt, onLost);
      known = 'created, but then: ';
      await this.#complete(row);
      return { row: row.row, createdAt };
    } catch (error) {
      if (!concernsOneRow(error)) throw error;
      return { row: row.row, username: row.username, code: error.code, message: known + error.message };
    }
  }

  /** Asks the pool for one user, to learn what time it is there and that it can be asked at all. */
  async greet(username: string): Promise<void> {
    const { connection } = this.pool;
    const ask = () => connection.call('AdminGetUser', this.#key(username));
    // Once only: an address that does not answer is reported at once.
    await this.pool.paced('UserRead', ask, 1).catch(error => {
      if (!concernsOneRow(error)) throw error;
    });
  }

  /** @param onLost Called when a request may have created the user, and nothing says so. */
  async #createUser(
    row: NewUserRow,
    { since, isSentBefore }: Doubt,
    onLost: () => void,
  ): Promise<number | undefined> {
    let isInDoubt = isSentBefore;
    const create = () =>
      this.#send(row).catch(error => {
        if (mayHaveSucceeded(error)) {
          isInDoubt = true;
          onLost();
        }
        throw error;
      });
    try {
      // To send it again creates and invites no one twice: the name is taken then.
      const { User } = await this.pool.paced('UserCreation', create);
      return User?.UserCreateDate?.getTime();
    } catch (error) {
      if (!(error instanceof UsernameExistsError)) throw error;
      const createdAt = isInDoubt ? await this.#whenCreatedFrom(row, since) : undefined;
      if (createdAt !== undefined) return createdAt;
      throw error;
    }
  }

  #send({ username, temporaryPassword: TemporaryPassword, attributes }: NewUserRow) {
    return this.pool.connection.call('AdminCreateUser', {
      ...this.#key(username),
      ...this.invitation,
      TemporaryPassword,
      UserAttributes: toAttributeList(attributes),
    });
  }

  /**
   * When a user who exists already was created from this very row: by a request whose answer was lost, or that a
   * killed run had under way. Such a user is no older than the request can be, and has every attribute of the row.
   * `undefined` where it is another user.
   */
  async #whenCreatedFrom({ username, attributes }: NewUserRow, since: number): Promise<number | undefined> {
    const user = await this.pool.call('UserRead', 'AdminGetUser', this.#key(username));
    const known = new Map((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
    const isSame = Object.entries(attributes).every(([name, value]) => known.get(name) === value);
    const createdAt = user.UserCreateDate?.getTime() ?? 0;
    return isSame && createdAt >= since ? createdAt : undefined;
  }

  /** A repetition changes nothing. */
  async #complete({ username, groups, enabled }: NewUserRow): Promise<void> {
    const key = this.#key(username);
    for (const GroupName of groups)
      await this.pool.call('UserUpdate', 'AdminAddUserToGroup', { ...key, GroupName });
    if (!enabled) await this.pool.call('UserUpdate', 'AdminDisableUser', key);
  }

  #key(Username: string) {
    return { UserPoolId: this.pool.connection.config.userPoolId, Username };
  }
}

/** A refusal for what one row says. Others would be repeated for every row that follows. */
function concernsOneRow(error: unknown): error is ServiceError {
  if (!(error instanceof ServiceError)) return false;
  return !(error instanceof AccessDeniedError || error.code === 'POOL_NOT_FOUND');
}
