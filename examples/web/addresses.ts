import type { WebContext } from './env.js';

interface Query {
  readonly next?: string | undefined;
  readonly email?: string | undefined;
}

/** An address of a page that leads somewhere else in the end would otherwise grow with every detour. */
const LONGEST_NEXT = 1000;

/** An address with what the page there needs to know. */
export function address(path: string, { next, ...query }: Query = {}): string {
  const text = new URLSearchParams();
  const kept = next && next.length <= LONGEST_NEXT ? next : undefined;
  for (const [name, value] of Object.entries({ ...query, next: kept })) if (value) text.set(name, value);
  return text.size > 0 ? `${path}?${text}` : path;
}

/** An address on the way to the page that was requested before the sign-in, which it keeps. */
export const onTheWay = (context: WebContext, path: string, query: Omit<Query, 'next'> = {}): string =>
  address(path, { ...query, next: context.req.query('next') });

/**
 * The page that a visitor requested before the sign-in, or their profile. It has to be a path of this site, so that a
 * link to us cannot lead to another site.
 */
export function wanted(next = ''): string {
  const here = 'http://this.site';
  if (!next.startsWith('/') || !URL.canParse(next, here)) return '/profile';
  const { origin, pathname, search } = new URL(next, here);
  // By itself, a path that begins with two slashes names another site.
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/profile';
}
