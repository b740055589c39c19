import type { html } from 'hono/html';

/** A piece of a page. Templates escape every value that is not a piece itself. */
export type Html = ReturnType<typeof html>;
