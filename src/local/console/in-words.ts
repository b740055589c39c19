const UNITS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 365],
] as const;

/** How long before or after `now` a moment is: `in 5 minutes`, `2 days ago`. */
export function inWords(ms: number, now: number): string {
  let left = Math.abs(ms - now) / 1000;
  let unit = 'year';
  for (const [name, size] of UNITS) {
    if (left < size) {
      unit = name;
      break;
    }
    left /= size;
  }
  const count = Math.floor(left);
  if (count === 0) return 'now';
  const span = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms > now ? `in ${span}` : `${span} ago`;
}
