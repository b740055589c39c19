const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const TIMESTAMP = new RegExp(
  `^(?:${WEEKDAYS.join('|')}) (${MONTHS.join('|')}) (\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2}) (?:UTC|GMT) (\\d{4})$`,
);

/**
 * Reads a TIMESTAMP as leniently as the service, which takes a padded day and the wrong weekday for a date: it is the
 * signature that then fails, because the server signs its own rendering.
 *
 * @returns Milliseconds since the epoch, or `undefined` for what is no date in this format.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const month = MONTHS.indexOf(match[1] ?? '');
  const [day = 0, hours = 0, minutes = 0, seconds = 0, year = 0] = match.slice(2).map(Number);
  const date = new Date(Date.UTC(year, month, day, hours, minutes, seconds));
  // Date carries 31 February over into March; written out again, such a date reads otherwise.
  const fields = [date.getUTCFullYear(), date.getUTCDate(), date.getUTCHours()];
  const same = fields.join() === [year, day, hours].join() && minutes < 60 && seconds < 60;
  return same ? date.getTime() : undefined;
}
