import { Argument, Option } from 'commander';
import { settingNames } from '../config/settings.js';
import type { NounSpec, Run } from '../frame/spec.js';

const load = (name: 'show' | 'set' | 'unset' | 'use') => async (): Promise<Run> =>
  (await import('../commands/config.js'))[name];

const setting = () => new Argument('<setting>', `one of ${settingNames.join(', ')}`).choices(settingNames);
const profile = () =>
  new Option('--profile <name>', 'the profile to change; without it the one in force, or else "default"');

export const config: NounSpec = {
  name: 'config',
  summary: 'settings: what is in force and where it comes from, and profiles',
  alone: {
    name: 'config',
    summary: 'show the settings in force, and where each comes from',
    settings: 'person',
    examples: [
      ['portcullis config', 'what is in force'],
      ['portcullis config --profile work --json', 'the same for another profile, for a program'],
    ],
    load: load('show'),
  },
  verbs: [
    {
      name: 'set',
      summary: 'keep a setting in a profile',
      arguments: [setting(), new Argument('[value]', '- reads it from stdin; a secret is asked for')],
      options: [profile()],
      settings: 'none',
      examples: [
        ['portcullis config set userPoolId eu-west-1_AbCdEf123', 'keep the pool'],
        [
          'portcullis config set clientSecret - --profile work < secret.txt',
          'keep a secret, which no list of processes shows',
        ],
      ],
      load: load('set'),
    },
    {
      name: 'unset',
      summary: 'drop a setting from a profile',
      arguments: [setting()],
      options: [profile()],
      settings: 'none',
      examples: [['portcullis config unset region', "call the pool's own Region again"]],
      load: load('unset'),
    },
    {
      name: 'use',
      summary: 'choose the profile in force; "local" is the local pool that runs on this machine',
      arguments: [new Argument('<profile>', 'its name')],
      settings: 'none',
      examples: [
        ['portcullis config use work', 'from now on the profile work'],
        ['portcullis config use local', 'from now on the local pool'],
      ],
      load: load('use'),
    },
  ],
};
