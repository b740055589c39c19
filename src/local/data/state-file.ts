import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import { fromBase64, toBase64 } from '../../internal/bytes.js';
import { isErrno } from '../../internal/files.js';
import { parseJson } from '../../internal/json.js';
import { emptyPoolState, type PoolState } from '../pool/pool.js';
import { undeclared } from '../state/attribute-schema.js';
import { DataDirectoryError } from './error.js';

/** Raised when what is written changes its shape. */
const FORMAT = 2;

/** A pool as it is written down. */
export interface StoredPool {
  readonly state: PoolState;
  /** Its private signing keys (RFC 7517). */
  readonly keys: { readonly id: JWK; readonly access: JWK };
}

/** Everything that a server keeps over a restart. */
export interface Snapshot {
  readonly pools: readonly StoredPool[];
  /** How far the pools' clock was moved. */
  readonly clockOffsetMs: number;
}

/** A line that says what the file is and what its contents hash to, and the contents as JSON. */
export function encodeSnapshot({ pools, clockOffsetMs }: Snapshot): string {
  const body = JSON.stringify({
    clockOffsetMs,
    pools: pools.map(({ state, keys }) => ({ state: toPlain(state), keys })),
  });
  return `${JSON.stringify({ portcullisLocalPool: FORMAT, sha256: hashOf(body) })}\n${body}\n`;
}

/** @throws {DataDirectoryError} for a file that is not as it was written. The message quotes nothing of it. */
export async function readSnapshot(path: string): Promise<Snapshot | undefined> {
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
  if (portcullisLocalPool !== FORMAT && portcullisLocalPool !== 1)
    throw new DataDirectoryError(`${path} was written by another release, in format ${portcullisLocalPool}`);
  const current = portcullisLocalPool === 1 ? fromFormat1 : (state: Plain) => state;
  const { pools, clockOffsetMs } = JSON.parse(body) as { pools: PlainPool[]; clockOffsetMs: number };
  return {
    clockOffsetMs,
    pools: pools.map(({ state, keys }) => ({ state: fromPlain(current(state)), keys })),
  };
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

/** Maps as lists of their entries, bytes as base64. */
function toPlain({ settings, messages, simulationKey, ...maps }: PoolState): Plain {
  const lists = Object.entries(maps).map(([name, records]) => [name, [...records]]);
  return { settings, messages, simulationKey: toBase64(simulationKey), ...Object.fromEntries(lists) };
}

/** An older release kept only the names of a pool's own attributes. */
function currentSettings(settings: unknown): unknown {
  const { customAttributes, ...rest } = settings as Plain;
  if (customAttributes === undefined) return settings;
  return { ...rest, SchemaAttributes: (customAttributes as string[]).map(undeclared) };
}

/** What an older release did not keep is empty. */
function fromPlain({ settings, messages, simulationKey, ...lists }: Plain): PoolState {
  const known = {
    settings: currentSettings(settings),
    messages,
    simulationKey: fromBase64(String(simulationKey)),
  } as Pick<PoolState, 'settings' | 'messages' | 'simulationKey'>;
  const empty = emptyPoolState(known.settings, () => known.simulationKey);
  const maps = Object.entries(lists).map(([name, list]) => [name, new Map(list as [string, unknown][])]);
  return { ...empty, ...Object.fromEntries(maps), ...known };
}
