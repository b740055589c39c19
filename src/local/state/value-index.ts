import { invalidParameter } from '../internal/exception.js';
import type { Page, PageQuery } from './ordered-keys.js';
import { SortedKeys } from './sorted-keys.js';
import { INDEXED, type UserFilter } from './user-filter.js';
import type { UserRecord } from './user-record.js';

/**
 * Finds users by a value or its beginning, in any case of letters, at a cost that does not grow with the number of
 * users. It lists them by that value.
 */
export class ValueIndex {
  readonly #byName = new Map([...INDEXED].map(([name, read]) => [name, { read, sorted: new SortedKeys() }]));

  update(key: string, before: UserRecord | undefined, after: UserRecord | undefined): void {
    for (const { read, sorted } of this.#byName.values()) {
      const [from, to] = [before && foldedBy(read, before), after && foldedBy(read, after)];
      if (from === to) continue;
      if (from) sorted.delete(from, key);
      if (to) sorted.add(to, key);
    }
  }

  /** The keys of users who have this value, in whatever case. */
  *find(name: string, value: string, prefix = false, after = ['', '']): Generator<Place> {
    const wanted = value.toLowerCase();
    const [begin = '', key] = (after[0] as string) > wanted ? after : [wanted, after[1]];
    for (const place of this.#byName.get(name)?.sorted.from(begin, key) ?? []) {
      if (prefix ? !place[0].startsWith(wanted) : place[0] !== wanted) return;
      yield place;
    }
  }

  /** @throws InvalidParameterException for a token that no page gave. */
  page<Item>({ name, value, prefix }: UserFilter, { limit, token, read }: PageQuery<Item>): Page<Item> {
    const items: Item[] = [];
    for (const place of this.find(name, value, prefix, token === undefined ? undefined : placeAt(token))) {
      const item = read(place[1]);
      if (item === undefined) continue;
      if (items.length === limit) return { items, nextToken: tokenOf(place) };
      items.push(item);
    }
    return { items };
  }
}

type Place = readonly [value: string, key: string];

const foldedBy = (read: (user: UserRecord) => string | undefined, user: UserRecord): string | undefined =>
  read(user)?.toLowerCase();

const tokenOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64');

function placeAt(token: string): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    if (Array.isArray(place) && place.length === 2 && place.every(part => typeof part === 'string'))
      return place;
  } catch {
    // Below.
  }
  throw invalidParameter('Invalid pagination token provided.');
}
