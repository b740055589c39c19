export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * TIMESTAMP as Cognito signs it: `EEE MMM d HH:mm:ss UTC yyyy` in English, the time padded and the day not, as in
 * `Tue Sep 5 08:09:07 UTC 2023`.
 *
 * @param epochMs Milliseconds since the epoch; the fraction of a second is dropped.
 */
export function formatTimestamp(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':');
  return `${day} ${time} UTC ${date.getUTCFullYear()}`;
}
