import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { withPool } from '../frame/pool.js';
import type { Json } from '../shapes/shapes.js';
import { type BulkArguments, interruption, progressLine } from './bulk.js';

interface ExportArguments extends BulkArguments {
  readonly groups?: true;
  readonly attributes?: readonly string[];
}

/** `portcullis users export`: writes the users of a pool to a file that only its owner may read, or to stdout. */
export async function exportUsers(call: Call<ExportArguments>): Promise<void> {
  const { args, options, out } = call;
  const [file = ''] = args;
  const { quota: quotas, groups, attributes, format } = options;
  if (file === '-' && !format)
    throw misuse('stdout has no name that says the format', 'Pass --format csv or --format jsonl.');
  if (file === '-' && out.json) throw misuse('--json would mix with the users on stdout');
  await withPool(call, async pool => {
    const line = await progressLine('users');
    const signal = interruption();
    let written = 0;
    const onProgress: typeof line.show = progress => {
      written = progress.done;
      line.show(progress);
    };
    try {
      const users = pool.users.exportUsers({ format, groups, attributes, quotas, signal, onProgress });
      if (file === '-') for await (const text of users) await out.write(text);
      else written = (await users.save(file)).done;
    } finally {
      line.end();
    }
    const result: Json<'users export'> = { file, users: written };
    if (file === '-') out.say(`${written} users written.`);
    else await out.result(result, `${written} users written to ${file}.`);
  });
}
