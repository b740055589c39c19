import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hideWaiting } from './waiting.js';

/**
 * Shows a long text by the person's pager, piece by piece. Where they leave before the end, no further piece is asked for.
 *
 * @returns What was taken of the text, where there is no pager.
 */
export async function throughPager(pieces: AsyncGenerator<string, undefined>): Promise<string | undefined> {
  const pager = process.env.PORTCULLIS_PAGER ?? process.env.PAGER ?? 'less';
  if (pager === '' || pager === 'cat') return '';
  hideWaiting();
  const child = spawn(pager, {
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', ...process.env },
  });
  const closed = once(child, 'close').catch(() => [127]);
  // The pager says what Ctrl-C means.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  let [taken, hasLeft] = ['', false];
  const left = new Promise<void>(resolve => {
    child.stdin.on('error', () => resolve());
    child.on('close', () => resolve());
  }).then(() => {
    hasLeft = true;
  });
  while (!hasLeft) {
    const { value: piece } = await pieces.next();
    if (piece === undefined) break;
    taken += piece;
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain').catch(() => {}), left]);
  }
  child.stdin.end();
  const [status] = await closed;
  process.off('SIGINT', ignore);
  if (status === 127) return taken;
  await pieces.return(undefined);
  return undefined;
}
