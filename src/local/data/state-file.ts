import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fromBase64 } from '../../internal/bytes.js';
import { isErrno } from '../../internal/files.js';
import { parseJson } from '../../internal/json.js';
import { emptyPoolState, type PoolState } from '../pool/pool.js';
import { undeclared } from '../state/attribute-schema.js';
import type { PoolSettings } from '../state/settings.js';
import { recordsOf, type Stored, type StoredPool } from './entries.js';
import { DataDirectoryError } from './error.js';

/**
 * Reads the one file that the directory had before it had a log: a line that says what it is and what its contents hash
 * to, and the contents as JSON.
 * @throws {DataDirectoryError} for a file that is not as it was written. The message quotes nothing of it.
 */
export async function readStateFile(path: string): Promise<Stored | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw new DataDirectoryError(`${path} cannot be read`, { cause: error });
  });
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const header: Plain = Object(parseJson(text.slice(0, Math.max(end, 0))));
  const { portcullisLocalPool, sha256 } = header;
  const body = text.slice(end + 1, -1);
  if (portcullisLocalPool === undefined || hashOf(body) !== sha256)
    throw new DataDirectoryError(
      `${path} was cut short or damaged. It is left as it is: put a copy of it back, or move it away to begin anew`,
    );
  if (portcullisLocalPool !== 2 && portcullisLocalPool !== 1)
    throw new DataDirectoryError(`${path} was written by another release, in format ${portcullisLocalPool}`);
  const current = portcullisLocalPool === 1 ? fromFormat1 : (state: Plain) => state;
  const { pools, clockOffsetMs } = JSON.parse(body) as { pools: PlainPool[]; clockOffsetMs: number };
  const read = pools.map(({ state, keys }) => ({ state: fromPlain(current(state)), keys }));
  return { clockOffsetMs, pools: new Map(read.map(pool => [pool.state.settings.Id, pool])) };
}

/** A pool's state as JSON has it. */
type Plain = Readonly<Record<string, unknown>>;

/** Format 1 had other names for three parts, and for what a refresh token belongs to. */
function fromFormat1({ sessions, origins, decoyKey, refreshTokens, ...same }: Plain): Plain {
  const tokens = (refreshTokens as [string, Plain][]).map(([hash, { originId, ...token }]) => [
    hash,
    { ...token, userSessionId: originId },
  ]);
  return {
    ...same,
    authSessions: sessions,
    userSessions: origins,
    simulationKey: decoyKey,
    refreshTokens: tokens,
  };
}

interface PlainPool {
  readonly state: Plain;
  readonly keys: StoredPool['keys'];
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An older release kept only the names of a pool's own attributes. */
function currentSettings(settings: unknown): PoolSettings {
  const { customAttributes, ...rest } = settings as Plain;
  if (customAttributes === undefined) return settings as PoolSettings;
  return {
    ...rest,
    SchemaAttributes: (customAttributes as string[]).map(undeclared),
  } as unknown as PoolSettings;
}

/** Maps are lists of their entries, bytes base64, and the messages a list. What an older release did not keep is empty. */
function fromPlain({ settings, messages, simulationKey, ...lists }: Plain): PoolState {
  const state = emptyPoolState(currentSettings(settings), () => fromBase64(String(simulationKey)));
  const numbered = (messages as unknown[]).map((message, i) => [String(i + 1), message]);
  const all: Plain = { ...lists, messages: numbered };
  for (const [kind, records] of recordsOf(state))
    for (const [key, record] of (all[kind] ?? []) as [string, unknown][]) records.set(key, record);
  return state;
}
