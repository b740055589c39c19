import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isErrno, makeDirectory, writeAtomically } from '../../internal/files.js';
import { systemRandom } from '../../internal/seams.js';
import { CommandFailure, misuse } from '../frame/failure.js';
import { isSetting, type SettingName, type Settings, settingNames, settingSpec } from './settings.js';

/** What the person's own file has. */
export interface UserConfig {
  /** The profile in force where none is named. */
  readonly profile?: string;
  readonly profiles: Readonly<Record<string, Settings>>;
}

/** What a project's file has. */
export interface ProjectConfig {
  readonly path: string;
  readonly profile?: string;
  readonly settings: Settings;
}

const PROJECT_FILE = 'portcullis.json';

/** A JSON object from a file; undefined where there is no file. Its text is never quoted: it may hold a secret. */
export function readObject(path: string): Readonly<Record<string, unknown>> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw misuse(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw misuse(`${path} is not a JSON object`, 'Correct the file, or delete it.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Replaces a file that only its owner may read. @throws {CommandFailure} with the file as it was. */
export async function writeObject(path: string, value: unknown): Promise<void> {
  try {
    await makeDirectory(dirname(path));
    await writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`, systemRandom);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CommandFailure(`${path} cannot be written (${code}), and is as it was`, {
      advice: "Check the space on its disk and the folder's permissions.",
      cause,
    });
  }
}

/** @throws {CommandFailure} naming the file and the key that is wrong. */
export function readUserConfig(path: string): UserConfig {
  const { profile, profiles = {}, ...others } = readObject(path) ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw misuse(`${path}: ${unknown} is not a known key; allowed: profile, profiles`);
  if (typeof profiles !== 'object' || profiles === null) throw misuse(`${path}: profiles must be an object`);
  const checked = Object.entries(profiles).map(([name, settings]) => [
    name,
    checkSettings(settings, `${path}: profiles.${name}`),
  ]);
  return { ...profileOf(profile, path), profiles: Object.fromEntries(checked) };
}

/** The file of the project around a folder: in it, or in the nearest folder above that has one. */
export function readProjectConfig(folder: string): ProjectConfig | undefined {
  const path = join(folder, PROJECT_FILE);
  const found = readObject(path);
  if (found) {
    const { profile, ...settings } = found;
    const checked = checkSettings(settings, path);
    const [secret] = settingNames.filter(name => settingSpec(name).secret && name in checked);
    if (secret)
      throw misuse(
        `${path} has ${secret}, and a project's file is for everyone to read`,
        `Take it out. Set ${settingSpec(secret).variable}, or keep it in a profile: portcullis config set ${secret} -`,
      );
    return { path, ...profileOf(profile, path), settings: checked };
  }
  const above = resolve(folder, '..');
  return above === folder ? undefined : readProjectConfig(above);
}

function profileOf(profile: unknown, path: string): { readonly profile?: string } {
  if (profile === undefined) return {};
  if (typeof profile !== 'string' || profile === '') throw misuse(`${path}: profile must be a name`);
  return { profile };
}

function checkSettings(value: unknown, where: string): Settings {
  if (typeof value !== 'object' || value === null) throw misuse(`${where} must be an object`);
  for (const [name, setting] of Object.entries(value)) {
    if (!isSetting(name))
      throw misuse(`${where}: ${name} is not a known key; allowed: ${settingNames.join(', ')}`);
    if (typeof setting !== 'string' || setting === '') throw misuse(`${where}: ${name} must be a text`);
  }
  return value as Partial<Record<SettingName, string>>;
}
