/** What a request says of who sends it. Browsers add these headers by themselves; scripts in a page cannot. */
export interface Sender {
  readonly host: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` and `Sec-Fetch-Dest`. Browsers send them to loopback and over TLS only. */
  readonly site: string | undefined;
  readonly destination: string | undefined;
  readonly userAgent: string | undefined;
}

export const senderOf = ({ headers }: Request): Sender => ({
  host: headers.get('host') ?? '',
  origin: headers.get('origin') ?? undefined,
  site: headers.get('sec-fetch-site') ?? undefined,
  destination: headers.get('sec-fetch-dest') ?? undefined,
  userAgent: headers.get('user-agent') ?? undefined,
});

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;
const ADDRESS = /^(\d+(\.\d+){3}|\[[\da-f:.]+\])$/;
const PRIVATE = /^([^.]+|.+\.(localhost|local|internal|test|home\.arpa))$/;

/**
 * Whether the host is one that no page of the internet can be at: an address, a name without a dot such as that of a
 * container, or one under a name that is reserved for private networks. Any other name may be a stranger's, who lets it
 * lead to this machine (DNS rebinding); those in `more` are known.
 */
export function isOwnHost(host: string, more: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return ADDRESS.test(name) || PRIVATE.test(name) || more.some(known => known.toLowerCase() === name);
}

/** Whether a page that is neither of this machine nor of this host asks: the tests' own pages are. */
export function isForeignPage({ host, origin, site }: Sender, isRead: boolean): boolean {
  if (origin === undefined) return !isRead && site !== undefined && !SELF.has(site);
  if (!URL.canParse(origin)) return true;
  const page = new URL(origin);
  return !LOOPBACK.test(page.hostname) && page.host !== host;
}

/** Where the request comes from the same origin, or from the person themselves: an address that they typed. */
const SELF = new Set(['same-origin', 'none']);

/** Whether the request comes from a page of the console, or, where it only reads, by a link to it. */
export function isOwnPage({ host, origin, site, destination }: Sender, isRead: boolean): boolean {
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === host;
  if (isRead) return site === undefined || SELF.has(site) || destination === 'document';
  return site === 'same-origin';
}

/** A browser says who it is wherever it sends to. */
export const isBrowser = ({ origin, site, userAgent = '' }: Sender): boolean =>
  origin !== undefined || site !== undefined || userAgent.startsWith('Mozilla/');
