import { programOf, runProgram } from './frame/program.js';
import { report, statusOf } from './frame/report.js';
import { specsFor } from './tree/tree.js';
import { version } from './version.js';

// The AWS SDK's notice about Node 20 is not about these commands.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const argv = process.argv.slice(2);

// A reader that has enough, such as `head`, is no error. Other failures come up where the text is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

run().catch((error: unknown) => {
  report(error, {
    debug: argv.includes('--debug') || Boolean(process.env.DEBUG),
    json: argv.includes('--json'),
  });
  process.exitCode = statusOf(error);
});

async function run(): Promise<void> {
  await runProgram(programOf(await specsFor(argv[0]), version), argv);
}
