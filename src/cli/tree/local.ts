import { InvalidArgumentError, Option } from 'commander';
import type { CommandSpec } from '../frame/spec.js';

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function addUrl(text: string, others: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, arn, url] = /^(arn:[^=]+)=(.+)$/.exec(text) ?? [];
  if (arn === undefined || url === undefined)
    throw new InvalidArgumentError('It is an ARN, an equals sign and a URL.');
  return { ...others, [arn]: url };
}

export const local: CommandSpec = {
  name: 'local',
  summary: 'run a Cognito-compatible user pool on this machine',
  settings: 'none',
  plain: true,
  options: [
    new Option('--port <number>', 'port to listen on; 0 takes a free one').argParser(parsePort).default(0),
    new Option(
      '--host <address>',
      'address to listen on; anything but loopback lets other machines in',
    ).default('127.0.0.1'),
    new Option('--seed <file>', 'JSON file with the pool, its app clients, groups and users'),
    new Option('--data <directory>', 'keep the state there; what it holds already counts before the seed'),
    new Option('--issuer <url>', 'issuer of the tokens, where it should not be {endpoint}/{userPoolId}'),
    new Option('--strict', 'refuse what the pool would keep without acting on it'),
    new Option('--lambda-endpoint <url>', 'where the functions of LambdaConfig are invoked, by name'),
    new Option('--lambda-url <arn=url>', 'where one of them is; may be repeated').argParser(addUrl),
    new Option('--triggers <file>', 'module whose exports are triggers; loaded again when it changes'),
    new Option('--quiet', 'no line per request'),
    new Option('--verbose', 'what each request says and is answered, without secrets').conflicts('quiet'),
  ],
  examples: [
    ['portcullis local', 'an empty pool, until Ctrl-C'],
    ['portcullis local --port 9229 --seed pool.json --quiet', 'for tests'],
  ],
  load: async () => (await import('../commands/local.js')).local,
};
