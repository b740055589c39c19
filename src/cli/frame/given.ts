import type { Config } from '../config/config.js';
import type { SettingName } from '../config/settings.js';

/** Those of the settings that there are. */
export function given<Name extends SettingName>(
  config: Config,
  ...names: readonly Name[]
): Partial<Record<Name, string>> {
  const entries = names.flatMap(name => {
    const value = config.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<Name, string>>;
}
