import * as v from 'valibot';
import { settingNames } from '../config/settings.js';

const setting = v.picklist(settingNames);

export const configShapes = {
  config: v.strictObject({
    settings: v.array(
      v.strictObject({
        name: setting,
        value: v.pipe(v.nullable(v.string()), v.description('null for a secret')),
        source: v.string(),
      }),
    ),
    profile: v.nullable(v.string()),
    profiles: v.array(v.string()),
    projectFile: v.nullable(v.string()),
    configFile: v.string(),
    sessions: v.string(),
  }),
  'config set': v.strictObject({ profile: v.string(), setting }),
  'config unset': v.strictObject({ profile: v.string(), setting }),
  'config use': v.strictObject({ profile: v.string() }),
};
