import { invalidParameter } from '../internal/exception.js';
import { firstWhere } from './sorted-keys.js';

/** One page, and how to ask for the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque; absent on the last page. */
  readonly nextToken?: string;
}

export interface PageQuery<Item> {
  readonly limit: number;
  readonly token?: string | undefined;
  /** What to list for a key; `undefined` leaves it out. */
  read(key: string): Item | undefined;
}

interface Entry {
  readonly key: string;
  readonly position: number;
  gone: boolean;
}

/**
 * Keys in the order in which they were added, each at a position that stays its own. A page begins at a position, so
 * that listing continues where it was while keys come and go, and one page costs the same however many there are.
 */
export class OrderedKeys {
  #entries: Entry[] = [];
  readonly #byKey = new Map<string, Entry>();
  #nextPosition = 0;

  add(key: string): void {
    if (this.#byKey.has(key)) return;
    const entry = { key, position: this.#nextPosition++, gone: false };
    this.#byKey.set(key, entry);
    this.#entries.push(entry);
  }

  delete(key: string): void {
    const entry = this.#byKey.get(key);
    if (!entry) return;
    entry.gone = true;
    this.#byKey.delete(key);
    // Taking each out at once would cost as much as there are entries; half at a time costs nearly nothing.
    if (this.#entries.length > 2 * this.#byKey.size)
      this.#entries = this.#entries.filter(({ gone }) => !gone);
  }

  keys(): string[] {
    return [...this.#byKey.keys()];
  }

  /** @throws InvalidParameterException for a token that no page gave. */
  page<Item>({ limit, token, read }: PageQuery<Item>): Page<Item> {
    const items: Item[] = [];
    const entries = this.#entries;
    const start = token === undefined ? 0 : indexOf(entries, positionIn(token));
    for (let i = start; i < entries.length; i++) {
      const entry = entries[i];
      const item = entry && !entry.gone ? read(entry.key) : undefined;
      if (entry === undefined || item === undefined) continue;
      if (items.length === limit) return { items, nextToken: tokenAt(entry.position) };
      items.push(item);
    }
    return { items };
  }
}

/** Where the first entry at or after `position` is. */
const indexOf = (entries: readonly Entry[], position: number): number =>
  firstWhere(entries.length, i => (entries[i]?.position ?? position) >= position);

const tokenAt = (position: number): string => btoa(`page:${position}`);

function positionIn(token: string): number {
  const [, position] = /^page:(\d+)$/.exec(decoded(token)) ?? [];
  if (position === undefined) throw invalidParameter('Invalid pagination token provided.');
  return Number(position);
}

function decoded(token: string): string {
  try {
    return atob(token);
  } catch {
    return '';
  }
}
