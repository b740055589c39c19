import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Shows a long text by the person's pager. @returns False where there is none. */
export async function throughPager(text: string): Promise<boolean> {
  const pager = process.env.PORTCULLIS_PAGER ?? process.env.PAGER ?? 'less';
  if (pager === '' || pager === 'cat') return false;
  const child = spawn(pager, {
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', ...process.env },
  });
  // The person may leave before the end.
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  const [status] = await once(child, 'close').catch(() => [127]);
  return status !== 127;
}
