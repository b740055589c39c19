import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { StoreCorruptError } from '../errors/store.js';
import { parseJson } from '../internal/json.js';
import type { RecordStorage } from './record-storage.js';

/** The shape of a record. A release that changes it counts on, so that no other release misreads it. */
const VERSION = 1;

const envelope = v.object({ version: v.number(), kind: v.string(), owner: v.unknown(), value: v.unknown() });

/** Damaged contents, and why they are taken for that. */
class Damage {
  constructor(readonly problem: string) {}
}

/** Values of one kind, each belonging to an owner, as JSON with a version. Nothing read is believed unchecked. */
export class Records<Value> {
  constructor(
    private readonly storage: RecordStorage,
    private readonly kind: 'session' | 'device',
    private readonly schema: v.GenericSchema<unknown, Value>,
  ) {}

  /**
   * The record's name. A hash, because a username may hold anything, be longer than a file name, and differ from
   * another only by case; of JSON, so that no two owners run together into one text.
   */
  nameOf(owner: readonly string[]): string {
    return `${this.kind}-${sha256(JSON.stringify(owner))}`;
  }

  /** @throws {StoreCorruptError} when there is something and it cannot be read. */
  async get(owner: readonly string[]): Promise<Value | undefined> {
    const found = await this.#read(owner);
    if (found instanceof StoreCorruptError) throw found;
    return found;
  }

  async set(owner: readonly string[], value: Value): Promise<void> {
    // Reading first keeps a damaged record aside before it is written over.
    await this.#read(owner);
    await this.storage.write(
      this.nameOf(owner),
      `${JSON.stringify({ version: VERSION, kind: this.kind, owner, value })}\n`,
    );
  }

  async delete(owner: readonly string[]): Promise<void> {
    await this.#read(owner);
    await this.storage.delete(this.nameOf(owner));
  }

  async #read(owner: readonly string[]): Promise<Value | StoreCorruptError | undefined> {
    const name = this.nameOf(owner);
    const content = await this.storage.read(name);
    if (content === undefined) return undefined;
    const value = this.#parse(content, owner);
    return value instanceof Damage ? this.#keepAside(name, content, value) : value;
  }

  #parse(content: string | Uint8Array, owner: readonly string[]): Value | Damage {
    const record = v.safeParse(
      envelope,
      parseJson(typeof content === 'string' ? content : new TextDecoder().decode(content)),
    );
    if (!record.success) return new Damage('is damaged or cut short');
    if (record.output.version !== VERSION)
      return new Damage(`has version ${record.output.version}, and this release reads version ${VERSION}`);
    if (record.output.kind !== this.kind || JSON.stringify(record.output.owner) !== JSON.stringify(owner))
      return new Damage('belongs to another owner');
    const value = v.safeParse(this.schema, record.output.value);
    return value.success ? value.output : new Damage('does not hold what it should');
  }

  /**
   * Copies rather than moves: between reading and moving, another process may have put a good record in its place,
   * and that one must stay. Named by contents, so that the same damage is kept once and nothing is written over.
   */
  async #keepAside(
    name: string,
    content: string | Uint8Array,
    { problem }: Damage,
  ): Promise<StoreCorruptError> {
    const aside = `${name}.corrupt-${sha256(content).slice(0, 16)}`;
    if ((await this.storage.read(aside)) === undefined) await this.storage.write(aside, content);
    return new StoreCorruptError(this.storage.locate(name), this.storage.locate(aside), problem);
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
