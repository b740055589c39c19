import { type Config, LOCAL_PROFILE, type SettingInForce } from '../config/config.js';
import { readUserConfig, type UserConfig, writeObject } from '../config/files.js';
import { configFile, sessionsFolder } from '../config/folders.js';
import { type SettingName, type Settings, settingSpec } from '../config/settings.js';
import { askSecret, isInteractive, readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import type { Json } from '../shapes/shapes.js';

/** `portcullis config`. */
export async function show({ config, out }: Call): Promise<void> {
  const settings = config.all().map(shown);
  const value: Json<'config'> = {
    settings,
    profile: config.profile ?? null,
    profiles: Object.keys(config.user.profiles),
    projectFile: config.project?.path ?? null,
    configFile: configFile(),
    sessions: sessionsFolder(),
  };
  if (out.json) return await out.bare(value, '');
  await out.list(settings, {
    columns: [
      { name: 'setting', of: ({ name }) => name },
      { name: 'value', of: ({ value }) => value ?? '(secret)' },
      { name: 'from', of: ({ source }) => source },
    ],
    value: setting => setting,
    none: 'Nothing is set. Start with: portcullis config set userPoolId <id>',
  });
  sayWhere(config, out.say.bind(out));
}

/** A secret is not shown. */
const shown = ({ name, value, source }: SettingInForce): Json<'config'>['settings'][number] => ({
  name,
  value: settingSpec(name).secret ? null : value,
  source,
});

function sayWhere(config: Config, say: (line: string) => void): void {
  const others = Object.keys(config.user.profiles).filter(name => name !== config.profile);
  say(`Profile: ${config.profile ?? 'none'}${others.length > 0 ? `; others: ${others.join(', ')}` : ''}`);
  say(`Settings are kept in ${configFile()}, sessions in ${sessionsFolder()}`);
}

interface ProfileOption {
  readonly profile?: string;
}

/** `portcullis config set`. */
export async function set({ args, options, config, out }: Call<ProfileOption>): Promise<void> {
  const [name, given] = args as [SettingName, string | undefined];
  const value = await settingOf(name, given);
  const profile = await change(config, options.profile, settings => ({ ...settings, [name]: value }));
  const result: Json<'config set'> = { profile, setting: name };
  await out.result(result, `${name} is kept in the profile ${profile}.`);
}

async function settingOf(name: SettingName, given: string | undefined): Promise<string> {
  const { secret } = settingSpec(name);
  if (given === '-') return await readStdin();
  if (given && !secret) return given;
  if (given)
    throw misuse(
      `${name} is a secret, and others may see it here`,
      `portcullis config set ${name} asks for it; with - it is read from stdin.`,
    );
  if (!secret) throw misuse(`the value of ${name} is missing`);
  if (!isInteractive())
    throw misuse(
      `${name} is missing, and there is no terminal to ask on`,
      'Pass it on stdin: portcullis config set clientSecret - < file',
    );
  return await askSecret(`${name}:`);
}

/** `portcullis config unset`. */
export async function unset({ args, options, config, out }: Call<ProfileOption>): Promise<void> {
  const [name] = args as [SettingName];
  const profile = await change(config, options.profile, ({ [name]: _, ...rest }) => rest);
  const result: Json<'config unset'> = { profile, setting: name };
  await out.result(result, `The profile ${profile} has no ${name} now.`);
}

/** `portcullis config use`. */
export async function use({ args: [name = ''], out }: Call): Promise<void> {
  const user = readUserConfig(configFile());
  if (!(name in user.profiles) && name !== LOCAL_PROFILE)
    throw misuse(
      `there is no profile ${name}`,
      `Make it: portcullis config set userPoolId <id> --profile ${name}`,
    );
  await writeObject(configFile(), { ...user, profile: name });
  const result: Json<'config use'> = { profile: name };
  await out.result(result, `The profile ${name} is in force now.`);
}

/** Changes a profile, and makes the first one the profile in force. @returns its name. */
async function change(
  config: Config,
  named: string | undefined,
  changed: (settings: Settings) => Settings,
): Promise<string> {
  const { user } = config;
  const profile = named ?? user.profile ?? 'default';
  const profiles = { ...user.profiles, [profile]: changed(user.profiles[profile] ?? {}) };
  const next: UserConfig = { profile: user.profile ?? profile, profiles };
  await writeObject(configFile(), next);
  return profile;
}
