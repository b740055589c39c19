#!/usr/bin/env node
import { Command } from 'commander';
import { exportUsersCommand } from './export-users.js';
import { importUsersCommand } from './import-users.js';
import { localCommand } from './local.js';
import { report } from './report.js';

// The AWS SDK's notice about Node 20 is not about these commands.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const program = new Command('portcullis')
  .description('Amazon Cognito from the command line')
  .addCommand(localCommand())
  .addCommand(importUsersCommand())
  .addCommand(exportUsersCommand());

program.parseAsync().catch((error: unknown) => {
  report(error, process.argv.includes('--debug') || Boolean(process.env.DEBUG));
  process.exitCode = 1;
});
