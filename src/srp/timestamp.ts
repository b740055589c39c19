/**
 * TIMESTAMP as Cognito signs it: `EEE MMM d HH:mm:ss UTC yyyy` in English, the time padded and the day not, as in
 * `Tue Sep 5 08:09:07 UTC 2023`.
 *
 * @param epochMs Milliseconds since the epoch; the fraction of a second is dropped.
 */
export function formatTimestamp(epochMs: number): string {
  // ECMA-262 says how this looks: `Tue, 05 Sep 2023 08:09:07 GMT`.
  const [weekday, day, month, year, time] = new Date(epochMs).toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
