import { CookieJar } from './cookie-jar.js';

/** An answer of the site, followed to where it redirects. */
export interface PlainPage {
  readonly status: number;
  /** The path and the query. */
  readonly at: string;
  readonly html: string;
}

/** A browser for tests that send many forms and look at words only: it has cookies, and follows redirects. */
export class PlainBrowser {
  readonly #cookies = new CookieJar();
  readonly #site: string;

  constructor(site: string) {
    this.#site = site;
  }

  /** A request as it is, such as one that no browser sends. */
  async request(path: string, init: RequestInit = {}): Promise<PlainPage> {
    const headers = { cookie: this.#cookies.header, 'sec-fetch-site': 'same-origin' };
    const response = await fetch(`${this.#site}${path}`, { ...init, headers, redirect: 'manual' });
    this.#cookies.take(response.headers.getSetCookie());
    const location = response.headers.get('location');
    if (location) return this.request(location);
    return { status: response.status, at: path, html: await response.text() };
  }

  /** Sends the form of a page with its hidden token, to `action` in place of the page itself. */
  async send(page: string, fields: Readonly<Record<string, string>>, action = page): Promise<PlainPage> {
    const { html } = await this.request(page);
    const [, _csrf = ''] = /<main.*?name="_csrf" value="([^"]*)"/s.exec(html) ?? [];
    return this.request(action, { method: 'POST', body: new URLSearchParams({ ...fields, _csrf }) });
  }
}
