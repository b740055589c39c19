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
