/** How long an expired record is kept, so that a late client is told "expired" and not "unknown". */
const REMEMBERED_MS = 3_600_000;

/** Forgets records that expired long ago. Maps keep insertion order, so the oldest come first. */
export function sweep(records: Map<string, { readonly expiresAt: number }>, now: number): void {
  for (const [id, { expiresAt }] of records) {
    if (expiresAt + REMEMBERED_MS > now) return;
    records.delete(id);
  }
}
