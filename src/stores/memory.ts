import type { RecordStorage } from './record-storage.js';
import { RecordStore } from './record-store.js';
import { Turns } from './turns.js';

class MemoryStorage implements RecordStorage {
  readonly description = {};
  readonly #records = new Map<string, string | Uint8Array>();
  readonly #turns = new Turns();

  async read(name: string): Promise<string | Uint8Array | undefined> {
    return this.#records.get(name);
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    this.#records.set(name, content);
  }

  async delete(name: string): Promise<void> {
    this.#records.delete(name);
  }

  withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(name, work);
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
