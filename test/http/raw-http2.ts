import { connect } from 'node:net';

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const DATA = 0;
const HEADERS = 1;
const SETTINGS = 4;
const END_STREAM = 1;
const END_HEADERS = 4;

/**
 * The body of the answer to a request over HTTP/2 without TLS (RFC 9113), with header fields just as they are: Node's client
 * refuses to send a second `authorization`.
 */
export function rawHttp2Request(
  port: number,
  path: string,
  fields: readonly (readonly [name: string, value: string])[],
): Promise<string> {
  const pseudo = [
    [':method', 'GET'],
    [':scheme', 'http'],
    [':authority', `127.0.0.1:${port}`],
    [':path', path],
  ] as const;
  const block = Buffer.concat([...pseudo, ...fields].map(literal));
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = Buffer.alloc(0);
    let body = '';
    socket.on('error', reject);
    socket.on('close', () => resolve(body));
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 9 && received.length >= 9 + received.readUIntBE(0, 3)) {
        const length = received.readUIntBE(0, 3);
        const [type, flags] = [received[3], received[4] ?? 0];
        if (type === DATA) body += received.subarray(9, 9 + length);
        if (type === DATA && flags & END_STREAM) socket.destroy();
        received = received.subarray(9 + length);
      }
    });
    socket.write(
      Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, END_STREAM | END_HEADERS, 1, block)]),
    );
  });
}

function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A field that no table holds, as text (RFC 7541, section 6.2.2). */
const literal = ([name, value]: readonly [string, string]): Buffer =>
  Buffer.concat([Buffer.of(0), text(name), text(value)]);

const text = (value: string): Buffer => Buffer.concat([integer(value.length), Buffer.from(value)]);

/** An integer with a prefix of seven bits (RFC 7541, section 5.1). */
function integer(value: number): Buffer {
  if (value < 127) return Buffer.of(value);
  const bytes = [127];
  let rest = value - 127;
  for (; rest >= 128; rest >>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
