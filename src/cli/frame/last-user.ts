import type { Config } from '../config/config.js';
import { readObject, writeObject } from '../config/files.js';
import { lastUserFile } from '../config/folders.js';
import { CommandFailure, STATUS } from './failure.js';

const keyOf = (config: Config): string => `${config.need('userPoolId')}/${config.need('clientId')}`;

/** Whose session it is: who is named, or else who signed in last at this app client. */
export function knownUser(config: Config): string | undefined {
  const last = readObject(lastUserFile())?.[keyOf(config)];
  return config.get('username') ?? (typeof last === 'string' ? last : undefined);
}

/** Notes who signed in last, or that they signed out. */
export async function noteUser(config: Config, username: string | undefined): Promise<void> {
  const { [keyOf(config)]: _, ...others } = readObject(lastUserFile()) ?? {};
  await writeObject(
    lastUserFile(),
    username === undefined ? others : { ...others, [keyOf(config)]: username },
  );
}

/** There is no session here. */
export const notSignedIn = (): CommandFailure =>
  new CommandFailure('no user is signed in here', {
    status: STATUS.notSignedIn,
    advice: 'Sign in: portcullis login',
  });
