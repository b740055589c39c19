const UNITS = [
  ['year', 31_536_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A time as people say it: `in 59 minutes`, `3 days ago`. */
export function ago(time: Date, now: number = Date.now()): string {
  const seconds = Math.round((time.getTime() - now) / 1000);
  const [unit, length] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  return relative.format(Math.trunc(seconds / length), unit);
}

/** A time to the minute, in UTC as the service's own. */
export const when = (time: Date | undefined): string | undefined =>
  time && `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`;
