import { misuse } from '../frame/failure.js';
import {
  type ProjectConfig,
  readObject,
  readProjectConfig,
  readUserConfig,
  type UserConfig,
} from './files.js';
import { configFile, runningPoolFile } from './folders.js';
import { type SettingName, type Settings, settingNames, settingSpec } from './settings.js';

/** The profile of the local pool that runs on this machine. */
export const LOCAL_PROFILE = 'local';

/** A setting in force, and where it comes from. */
export interface SettingInForce {
  readonly name: SettingName;
  readonly value: string;
  readonly source: string;
}

/** Where settings come from. */
interface Places {
  /** By commander's names, which are those of the settings. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

/** The settings: flags, then the environment, then the nearest project file, then the profile. */
export class Config {
  readonly #places: Places;
  #user: UserConfig | undefined;
  #project: { readonly read: ProjectConfig | undefined } | undefined;
  #profile: { readonly settings: Settings } | undefined;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Undefined where no place gives it. */
  get(name: SettingName): string | undefined {
    return this.inForce(name)?.value;
  }

  /** @throws {CommandFailure} saying how to give it. */
  need(name: SettingName): string {
    const value = this.get(name);
    if (value !== undefined) return value;
    const { meaning, flag, variable } = settingSpec(name);
    const [byFlag] = flag?.split(' ') ?? [];
    const ways = [byFlag && `pass ${byFlag}`, `set ${variable}`].filter(Boolean).join(', ');
    throw misuse(
      `${name} is not known: ${meaning}`,
      `${ways[0]?.toUpperCase()}${ways.slice(1)}, or keep it: portcullis config set ${name} <value>`,
    );
  }

  inForce(name: SettingName): SettingInForce | undefined {
    const { flags, environment } = this.#places;
    const { flag, variable } = settingSpec(name);
    const given = flags[name];
    if (typeof given === 'string') return { name, value: given, source: `flag ${flag?.split(' ')[0]}` };
    const set = environment[variable];
    if (set) return { name, value: set, source: `environment ${variable}` };
    const project = this.project;
    const own = project?.settings[name];
    if (project && own !== undefined) return { name, value: own, source: `project file ${project.path}` };
    const kept = this.#profileSettings()[name];
    return kept === undefined ? undefined : { name, value: kept, source: `profile ${this.profile}` };
  }

  all(): readonly SettingInForce[] {
    return settingNames.flatMap(name => this.inForce(name) ?? []);
  }

  /** The profile in force, where there is one. */
  get profile(): string | undefined {
    const { flags, environment } = this.#places;
    const named = flags.profile as string | undefined;
    return (
      named ?? (environment.PORTCULLIS_PROFILE || undefined) ?? this.project?.profile ?? this.user.profile
    );
  }

  get project(): ProjectConfig | undefined {
    this.#project ??= { read: readProjectConfig(this.#places.folder) };
    return this.#project.read;
  }

  get user(): UserConfig {
    this.#user ??= readUserConfig(configFile());
    return this.#user;
  }

  #profileSettings(): Settings {
    this.#profile ??= { settings: this.#readProfile() };
    return this.#profile.settings;
  }

  #readProfile(): Settings {
    const { profile } = this;
    if (profile === undefined) return {};
    const settings = this.user.profiles[profile] ?? (profile === LOCAL_PROFILE ? runningPool() : undefined);
    if (settings) return settings;
    if (profile === LOCAL_PROFILE)
      throw misuse('no local pool runs on this machine', 'Start one in another terminal: portcullis local');
    const known = [...Object.keys(this.user.profiles), LOCAL_PROFILE].join(', ');
    throw misuse(
      `there is no profile ${profile}; there are: ${known}`,
      `Make it: portcullis config set userPoolId <id> --profile ${profile}`,
    );
  }
}

/** Where the local pool that was started last answers, if it still runs. */
function runningPool(): Settings | undefined {
  const { pid, ...settings } = (readObject(runningPoolFile()) ?? {}) as Settings & { readonly pid?: number };
  return pid !== undefined && isRunning(pid) ? settings : undefined;
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
