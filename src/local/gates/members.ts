import * as v from 'valibot';

/** A JSON object, or a query, with these members; others are looked over, as the backend does. */
export const members = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object(entries, issue => (issue.received === 'undefined' ? 'is missing' : 'must be a JSON object'));
