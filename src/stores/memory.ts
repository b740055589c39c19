import type { Content, RecordStorage } from './record-storage.js';
import { RecordStore } from './record-store.js';
import { Turns } from './turns.js';

class MemoryStorage implements RecordStorage {
  readonly description = {};
  readonly #records = new Map<string, Content>();
  readonly #turns = new Turns();

  async read(name: string): Promise<Content | undefined> {
    return this.#records.get(name);
  }

  async replace(name: string, read: Content | undefined, content: Content | undefined): Promise<boolean> {
    if (this.#records.get(name) !== read) return false;
    if (content === undefined) this.#records.delete(name);
    else this.#records.set(name, content);
    return true;
  }

  async names(prefix: string): Promise<readonly string[]> {
    return [...this.#records.keys()].filter(name => name.startsWith(prefix));
  }

  withLock<T>(name: string, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#turns.run(name, async () => {
      signal?.throwIfAborted();
      return await work();
    });
  }

  locate(name: string): string {
    return `memory ${name}`;
  }
}

/** Keeps sessions and devices as long as the process lives: for tests, and for instances that share a session. */
export class MemoryStore extends RecordStore {
  constructor() {
    super(new MemoryStorage());
  }
}
