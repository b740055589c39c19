import type { Context } from 'hono';
import type { html } from 'hono/html';
import type { PageSession } from 'portcullis/http/session';
import type { Principal } from 'portcullis/verify';
import type { PoolSettings } from './pool-settings.js';

export type Session = PageSession<Principal<'id'>>;

/** What every page finds in the context of its request. */
export interface Env {
  Variables: { session: Session; settings: PoolSettings };
}

export type WebContext = Context<Env>;

/** A piece of a page. Templates escape every value that is not a piece itself. */
export type Html = ReturnType<typeof html>;
