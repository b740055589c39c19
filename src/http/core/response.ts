import type { HttpAnswer } from './answer.js';

/** An answer as a Fetch `Response`. */
export const responseOf = ({ status, headers, body }: HttpAnswer): Response =>
  new Response(body === '' ? null : body, { status, headers });
