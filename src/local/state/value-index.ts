import type { UserRecord } from './user-record.js';

/** What users are looked up by. A search by anything else reads every user. */
const INDEXED: ReadonlyMap<string, (user: UserRecord) => string | undefined> = new Map([
  ['username', user => user.username],
  ['sub', user => user.sub],
  ['email', user => user.attributes.email],
  ['phone_number', user => user.attributes.phone_number],
  ['preferred_username', user => user.attributes.preferred_username],
]);

/** Finds users by a whole value, in any case of letters, at a cost that does not grow with the number of users. */
export class ValueIndex {
  readonly #keys = new Map<string, readonly string[]>();

  add(key: string, user: UserRecord): void {
    for (const place of placesOf(user)) this.#keys.set(place, [...(this.#keys.get(place) ?? []), key]);
  }

  delete(key: string, user: UserRecord): void {
    for (const place of placesOf(user)) {
      const left = (this.#keys.get(place) ?? []).filter(other => other !== key);
      if (left.length > 0) this.#keys.set(place, left);
      else this.#keys.delete(place);
    }
  }

  /** The keys of users who may have this value; `undefined` for a name that is not indexed. */
  find(name: string, value: string): readonly string[] | undefined {
    return INDEXED.has(name) ? (this.#keys.get(placeOf(name, value)) ?? []) : undefined;
  }
}

const placeOf = (name: string, value: string): string => `${name}=${value.toLowerCase()}`;

const placesOf = (user: UserRecord): string[] =>
  [...INDEXED].flatMap(([name, read]) => {
    const value = read(user);
    return value ? [placeOf(name, value)] : [];
  });
