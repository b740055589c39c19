#!/usr/bin/env node
import { Command } from 'commander';
import { localCommand } from './local.js';
import { report } from './report.js';

const program = new Command('portcullis')
  .description('Amazon Cognito from the command line')
  .addCommand(localCommand());

program.parseAsync().catch((error: unknown) => {
  report(error, process.argv.includes('--debug') || Boolean(process.env.DEBUG));
  process.exitCode = 1;
});
