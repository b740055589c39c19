import type { Notice } from './notices.js';

/** An address with what the page there needs to know. */
export function address(
  path: string,
  query: { notice?: Notice; next?: string | undefined; email?: string } = {},
): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) text.set(name, value);
  return text.size > 0 ? `${path}?${text}` : path;
}

/**
 * The page that somebody was on the way to, or their profile. Only a path of this site: an address elsewhere would lend
 * our name to another's page.
 */
export function wanted(next = ''): string {
  const here = 'http://this.site';
  if (!next.startsWith('/') || !URL.canParse(next, here)) return '/profile';
  const { origin, pathname, search } = new URL(next, here);
  // A path that begins with two slashes would name another site, once it stands alone.
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/profile';
}
