import * as v from 'valibot';

/** An object in which an unknown key stops the start. The message lists those that exist. */
export const knownKeys = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected, received }) => {
    if (expected === 'never') return `is not a known key; allowed: ${Object.keys(entries).join(', ')}`;
    return received === 'undefined' ? 'is missing' : 'must be an object';
  });
