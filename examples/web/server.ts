import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import type { createSite } from './app.js';

/** Serves the site on loopback. @returns the server once it listens. */
export async function listen(site: Awaited<ReturnType<typeof createSite>>, port: number): Promise<Server> {
  const server = serve({ fetch: site.fetch, port, hostname: '127.0.0.1' }) as Server;
  server.on('clientError', refuse);
  await once(server, 'listening');
  return server;
}

const UNREADABLE = { status: '400 Bad Request', text: 'This site does not understand the request.' };
const TOO_LARGE = {
  status: '431 Request Header Fields Too Large',
  text: 'The address is longer than this site takes, or the browser sent too many cookies. Delete the cookies of this site and try again.',
};

/** Answers what no page gets to see: Node refuses headers beyond 16 KiB, and what is no HTTP. */
function refuse({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const { status, text } = code === 'HPE_HEADER_OVERFLOW' ? TOO_LARGE : UNREADABLE;
  const body = page(text);
  const head = ['content-type: text/html; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`];
  socket.end([`HTTP/1.1 ${status}`, ...head, 'connection: close', '', body].join('\r\n'));
}

const page = (text: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>That cannot be done – Harbour</title>
    <link rel="stylesheet" href="/style.css">
    <link rel="icon" href="/icon.svg">
  </head>
  <body>
    <header class="masthead"><a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">Harbour</a></header>
    <main class="card"><h1>That cannot be done</h1><p>${text}</p><p><a href="/">Go to the beginning</a></p></main>
  </body>
</html>
`;
