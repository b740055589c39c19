import * as v from 'valibot';
import { StoreCorruptError } from '../errors/store.js';
import { parseJson } from '../internal/json.js';
import { node } from '../internal/node.js';
import { optional } from '../internal/schemas.js';
import { type Clock, systemClock } from '../internal/seams.js';
import type { Content, RecordStorage } from './record-storage.js';

/** The shape of a record. A release that changes it counts on, so that no other release misreads it. */
const VERSION = 1;

const envelope = v.object({
  version: v.number(),
  kind: v.string(),
  owner: v.unknown(),
  value: v.unknown(),
  /** Epoch milliseconds. */
  expiresAt: optional(v.number()),
});

/** How often records that are over are looked for. */
const SWEEP_EVERY_MS = 3_600_000;

/** Damaged contents, and why they are taken for that. */
class Damage {
  constructor(readonly problem: string) {}
}

/** A record as it was found. */
interface Found<Value> {
  readonly content?: Content;
  readonly value?: Value;
  readonly damage?: StoreCorruptError;
}

/** Values of one kind, each belonging to an owner, as JSON with a version. Nothing read is believed unchecked. */
export class Records<Value> {
  constructor(
    private readonly storage: RecordStorage,
    private readonly kind: 'session' | 'device',
    private readonly schema: v.GenericSchema<unknown, Value>,
    private readonly now: Clock = systemClock,
  ) {}

  #sweptAt = Number.NEGATIVE_INFINITY;

  /**
   * The record's name. A hash, because a username may hold anything, be longer than a file name, and differ from
   * another only by case; of JSON, so that no two owners run together into one text.
   */
  nameOf(owner: readonly string[]): string {
    return `${this.kind}-${sha256(JSON.stringify(owner))}`;
  }

  /** @throws {StoreCorruptError} when there is something and it cannot be read. */
  async get(owner: readonly string[]): Promise<Value | undefined> {
    const { value, damage } = await this.#read(owner);
    if (damage) throw damage;
    return value;
  }

  /**
   * Stores a value, or deletes the record where `value` is undefined, if what is stored is as expected. A record that
   * cannot be read, and is kept aside, counts as none.
   *
   * @returns Whether it did.
   */
  async replace(
    owner: readonly string[],
    value: Value | undefined,
    isExpected: (stored: Value | undefined) => boolean,
    expiresInSeconds?: number,
  ): Promise<boolean> {
    const found = await this.#read(owner);
    if (!isExpected(found.value)) return false;
    const expiresAt = expiresInSeconds === undefined ? undefined : this.now() + expiresInSeconds * 1000;
    const record = { version: VERSION, kind: this.kind, owner, value, expiresAt };
    const content = value && `${JSON.stringify(record)}\n`;
    if (expiresAt !== undefined) this.#sweep().catch(() => {});
    return await this.storage.replace(this.nameOf(owner), found.content, content, expiresInSeconds);
  }

  /** Deletes what is over, now and then. */
  async #sweep(): Promise<void> {
    if (!this.storage.names || this.now() - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = this.now();
    for (const name of await this.storage.names(`${this.kind}-`)) {
      const content = await this.storage.read(name);
      if (content !== undefined && this.#isOver(content))
        await this.storage.replace(name, content, undefined);
    }
  }

  #isOver(content: Content): boolean {
    const record = recordIn(content);
    return record.success && (record.output.expiresAt ?? Number.POSITIVE_INFINITY) <= this.now();
  }

  async #read(owner: readonly string[]): Promise<Found<Value>> {
    const name = this.nameOf(owner);
    const content = await this.storage.read(name);
    if (content === undefined) return {};
    if (this.#isOver(content)) return { content };
    const value = this.#parse(content, owner);
    if (!(value instanceof Damage)) return { content, value };
    return { content, damage: await this.#keepAside(name, content, value) };
  }

  #parse(content: Content, owner: readonly string[]): Value | Damage {
    const record = recordIn(content);
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
  async #keepAside(name: string, content: Content, { problem }: Damage): Promise<StoreCorruptError> {
    const aside = `${name}.corrupt-${sha256(content).slice(0, 16)}`;
    if ((await this.storage.read(aside)) === undefined) await this.storage.replace(aside, undefined, content);
    return new StoreCorruptError(this.storage.locate(name), this.storage.locate(aside), problem);
  }
}

const recordIn = (content: Content) =>
  v.safeParse(envelope, parseJson(typeof content === 'string' ? content : new TextDecoder().decode(content)));

const sha256 = (content: Content): string =>
  node('node:crypto').createHash('sha256').update(content).digest('hex');
