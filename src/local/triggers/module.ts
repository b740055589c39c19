import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check } from '../../internal/options.js';
import { type PoolTriggers, refuseHalfCustomAuth, triggersSchema } from './index.js';

/** A file of triggers: its exports, or those of its default export. It is loaded again when it has changed. */
export class TriggersModule {
  #triggers: PoolTriggers = {};
  #version = 0;

  private constructor(
    private readonly path: string,
    private readonly warn: (line: string) => void,
  ) {}

  /** @throws {InvalidOptionError} for an export that is no trigger, and what the file throws. */
  static async load(file: string, warn: (line: string) => void): Promise<TriggersModule> {
    const module = new TriggersModule(resolve(file), warn);
    await module.#load(await module.#modified());
    return module;
  }

  triggers(): PoolTriggers {
    return this.#triggers;
  }

  /** A file that cannot be loaded leaves the triggers as they were. */
  async refresh(): Promise<void> {
    try {
      const modified = await this.#modified();
      if (modified === this.#version) return;
      this.#version = modified;
      await this.#load(modified);
    } catch (error) {
      this.warn(`${this.path} is not loaded: ${(error as Error).message}`);
    }
  }

  async #modified(): Promise<number> {
    return (await stat(this.path)).mtimeMs;
  }

  async #load(modified: number): Promise<void> {
    // Node keeps every module that it has loaded; another address is another module.
    const { default: whole, ...named } = await import(`${pathToFileURL(this.path).href}?${modified}`);
    const triggers = check(triggersSchema, whole ?? named, this.path);
    refuseHalfCustomAuth(triggers);
    this.#triggers = triggers;
    this.#version = modified;
  }
}
