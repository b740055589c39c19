import * as v from 'valibot';
import { type Pages, pages } from '../api/pages.js';
import { IncompleteUserError, type RemainingUpdate } from '../errors/gates.js';
import { bodyOf, jsonOf } from './answer.js';
import { GatesConnection } from './connection.js';
import {
  checkAdminOptions,
  checkCallOptions,
  checkIncomplete,
  checkInvitation,
  checkUserQuery,
  checkUserUpdate,
  type GatesAdminOptions,
  type GatesCallOptions,
  type Invitation,
  type UserQuery,
  type UserUpdate,
} from './options.js';
import { pageOf, queryOf, type UserDetails, type UserPage } from './users.js';

/** A user that the Gates backend created. */
export interface CreatedUser {
  /** The new user's id. */
  readonly sub: string;
}

/** Where {@link GatesAdmin.resumeCreate} resumes: the error, or the error parsed from JSON. */
export type IncompleteUser = Pick<IncompleteUserError, 'sub' | 'remaining'>;

const created = v.object({ sub: v.pipe(v.string(), v.nonEmpty()) });

/**
 * Invites the people of a Gates backend, gives them clients, removes clients, and lists people.
 *
 * ```ts
 * import { GatesAdmin } from 'portcullis/gates';
 *
 * const gates = new GatesAdmin({ baseUrl: 'https://api.example.com/prod', token: async () => process.env.ID_TOKEN ?? '' });
 * for await (const { name, email } of gates.listUsers({ client: 'GAIA' })) console.log(name, email);
 * ```
 *
 * Every method rejects with {@link InvalidOptionError} before anything is sent, with {@link ApiRequestError} when the
 * backend refuses or answers what cannot be used, and with {@link ConnectionError} when it does not answer.
 */
export class GatesAdmin {
  readonly #connection: GatesConnection;

  /** @throws {InvalidOptionError} naming the option at fault. */
  constructor(options: GatesAdminOptions) {
    this.#connection = new GatesConnection(checkAdminOptions(options));
  }

  /** Where the backend is, without a slash at its end. */
  get baseUrl(): string {
    return this.#connection.baseUrl;
  }

  /**
   * Invites a person and gives them their first client. These are two requests.
   *
   * The first is sent again only when the backend cannot have acted on it. After a time-out or a 5xx the person may
   * have been created, and the next try then fails with {@link UserExistsError}.
   *
   * @throws {UserExistsError} when the e-mail address is taken.
   * @throws {IncompleteUserError} when the person was created and the client could not be given, for whatever reason,
   * the signal's included: {@link resumeCreate} resumes there.
   */
  async createUser(user: Invitation, options: GatesCallOptions = {}): Promise<CreatedUser> {
    const { email, name, role, client } = checkInvitation(user);
    const call = checkCallOptions(options);
    const body = { email, name, role };
    const answer = await this.#connection.send({ method: 'POST', operation: 'create-user', body }, call);
    const { sub } = bodyOf(answer, created);
    return this.#complete(sub, { userId: sub, clientsToAdd: [client] }, call);
  }

  /**
   * Finishes what {@link createUser} began.
   *
   * @throws {IncompleteUserError} when the client could not be given this time either.
   */
  async resumeCreate(error: IncompleteUser, options: GatesCallOptions = {}): Promise<CreatedUser> {
    const { sub, remaining } = checkIncomplete(error);
    return this.#complete(sub, remaining, checkCallOptions(options));
  }

  /** Gives a person clients and removes clients from them. A repetition changes nothing. */
  async updateUser(update: UserUpdate, options: GatesCallOptions = {}): Promise<void> {
    const { userId, clientsToAdd, clientsToRemove } = checkUserUpdate(update);
    const call = checkCallOptions(options);
    const body = {
      user_id: userId,
      ...(clientsToAdd.length > 0 && { clients_to_add: clientsToAdd }),
      ...(clientsToRemove.length > 0 && { clients_to_remove: clientsToRemove }),
    };
    const answer = await this.#connection.send({ method: 'PUT', operation: 'update-user', body }, call);
    // The content does not matter, but a proxy's page is not an answer of the backend.
    if (answer.body.trim() !== '') jsonOf(answer);
  }

  /**
   * The people of a client, fetched page by page as they are read; before that no request is sent.
   *
   * @throws {InvalidOptionError} at once.
   */
  listUsers(query: UserQuery, options: GatesCallOptions = {}): Pages<UserDetails, UserPage> {
    const checked = checkUserQuery(query);
    const call = checkCallOptions(options);
    return pages(async nextToken => {
      const request = { operation: 'get-all-users', query: queryOf(checked, nextToken) };
      return pageOf(await this.#connection.send({ method: 'GET', ...request }, call), nextToken);
    });
  }

  /** From here on, every failure has to carry the new user's id. */
  async #complete(sub: string, remaining: RemainingUpdate, call: GatesCallOptions): Promise<CreatedUser> {
    try {
      await this.updateUser(remaining, call);
      return { sub };
    } catch (cause) {
      throw new IncompleteUserError(sub, remaining, cause);
    }
  }
}
