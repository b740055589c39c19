import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends header lines byte by byte as they are: HTTP clients refuse to send what attackers do. */
export function rawRequest(port: number, path: string, lines: readonly string[] = []): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const done = () => {
      const [head = '', body = ''] = answer.split(/\r\n\r\n(.*)/s);
      resolve({ status: Number(head.split(' ')[1] ?? 0), head, body });
    };
    socket.setEncoding('latin1');
    socket.on('data', chunk => {
      answer += chunk;
    });
    socket.on('close', done);
    // Node may close before it has read all of a header that is too long.
    socket.on('error', error => (answer ? done() : reject(error)));
    const host = lines.some(line => line.startsWith('host:')) ? [] : ['host: localhost'];
    const request = [`GET ${path} HTTP/1.1`, ...host, 'connection: close', ...lines, '', ''];
    socket.write(request.join('\r\n'), 'latin1');
  });
}
