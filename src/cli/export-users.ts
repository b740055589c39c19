import { Command } from 'commander';
import { interruption, type PoolArguments, poolOptions, progressLine, say } from './bulk.js';

interface ExportArguments extends PoolArguments {
  readonly groups?: true;
  readonly attributes?: readonly string[];
}

/** `portcullis export-users`: writes the users of a pool to a file that only its owner may read. */
export function exportUsersCommand(): Command {
  const command = new Command('export-users')
    .description('write the users of a pool to a CSV or JSON Lines file')
    .argument('<file>', 'the file, which is replaced when all users are written');
  for (const option of poolOptions()) command.addOption(option);
  return command
    .option('--groups', 'their groups as well, at a request for each user')
    .option('--attributes <names>', 'only these, with commas between', names => names.split(','))
    .action(runExport);
}

async function runExport(file: string, options: ExportArguments): Promise<void> {
  const { UserPool } = await import('../index.js');
  const { userPoolId, endpoint, quota, groups, attributes, format } = options;
  const pool = new UserPool({ userPoolId, endpoint });
  const line = await progressLine('users');
  const onProgress = line.show;
  const signal = interruption();
  try {
    const exported = pool.users.exportUsers({
      format,
      groups,
      attributes,
      quotas: quota,
      signal,
      onProgress,
    });
    const { done } = await exported.save(file);
    line.end();
    say(`${done} users written to ${file}.`);
  } catch (error) {
    line.end();
    throw error;
  } finally {
    pool.close();
  }
}
