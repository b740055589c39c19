import type { WebStorage } from 'portcullis/web';

/** A storage like a browser's, for runtimes that have none. */
export class MapStorage implements WebStorage {
  readonly records = new Map<string, string>();

  getItem(name: string): string | null {
    return this.records.get(name) ?? null;
  }

  setItem(name: string, content: string): void {
    this.records.set(name, content);
  }

  removeItem(name: string): void {
    this.records.delete(name);
  }
}
