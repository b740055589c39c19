import type { TriedEntry } from './behaviour.js';

/** The entries that are tried, each with the same checks on every runtime where it is to work. */
export const ENTRIES: readonly TriedEntry[] = [
  { entry: 'portcullis/verify', module: 'verify' },
  { entry: 'portcullis/http/fetch', module: 'fetch' },
  { entry: 'portcullis/http/hono', module: 'hono' },
  { entry: 'portcullis/web', module: 'web/index' },
  { entry: 'portcullis', module: 'client', needsNode: true },
];
