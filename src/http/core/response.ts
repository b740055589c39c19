import type { Answer } from './answer.js';

/** An answer as a Fetch `Response`. */
export const responseOf = ({ status, headers, body }: Answer): Response =>
  new Response(body === '' ? null : body, { status, headers });
