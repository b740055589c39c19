import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../errors/store.js';
import { makeDirectory, unless } from '../internal/files.js';
import { RenameLock } from '../internal/rename-lock.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { type Leases, ownerHasEnded } from './lock.js';

/** What a waiter has seen of a holder. */
interface Watch {
  /** The holder and its last sign of life. */
  readonly sign: string;
  readonly seenAt: number;
  /** How long that sign has not changed. */
  readonly silentMs: number;
}

/** Locks in a directory: `{name}.lock` is a {@link RenameLock}. Its holder touches it as a sign of life. */
export class FileLeases implements Leases {
  readonly #watched = new Map<string, Watch>();
  #swept: Promise<void> | undefined;

  constructor(
    private readonly directory: string,
    private readonly lifetimeMs: number,
    private readonly seams: WaitingSeams,
  ) {}

  async take(name: string, owner: string): Promise<boolean> {
    try {
      this.#swept ??= this.#clear(left => ownerHasEnded(left.owner)).catch(() => {});
      await this.#swept;
      const holder = await this.#lock(name).holder();
      const taken = holder ? await this.#takeOver(name, holder, owner) : await this.#takeFree(name, owner);
      if (taken) this.#watched.delete(name);
      return taken;
    } catch (error) {
      throw new StoreUnavailableError(this.directory, `no lock (${(error as NodeJS.ErrnoException).code})`, {
        cause: error,
      });
    }
  }

  async extend(name: string, owner: string): Promise<boolean> {
    return await unless(['ENOENT'], this.#lock(name).touch(owner).then(yes), false);
  }

  release(name: string, owner: string): Promise<void> {
    return this.#lock(name).release(owner);
  }

  #lock(name: string): RenameLock {
    return new RenameLock(join(this.directory, `${name}.lock`));
  }

  async #takeFree(name: string, owner: string): Promise<boolean> {
    await makeDirectory(this.directory);
    return this.#lock(name).take(owner);
  }

  async #takeOver(name: string, holder: string, owner: string): Promise<boolean> {
    if (!ownerHasEnded(holder) && !(await this.#isSilent(name, holder))) return false;
    const taken = await this.#lock(name).takeOver(holder, owner);
    // Before anything else that the new holder does: see replaceFile().
    if (taken) await this.#clear(left => left.of === name || ownerHasEnded(left.owner));
    return taken;
  }

  /**
   * Whether the holder gave no sign of life for its lifetime, while this process was watching. Comparing the file's
   * time with this machine's would believe two clocks, and break a living lock after every jump of one of them.
   */
  async #isSilent(name: string, holder: string): Promise<boolean> {
    const path = join(this.#lock(name).path, holder);
    const file = await unless(['ENOENT'], stat(path, { bigint: true }), undefined);
    const sign = `${holder} ${file?.mtimeNs}`;
    const seenAt = this.seams.elapsed();
    const before = this.#watched.get(name);
    // A pause of this process proves little: whatever stopped it may have stopped the holder too.
    const counted = before ? Math.min(seenAt - before.seenAt, this.lifetimeMs / 4) : 0;
    const silentMs = before?.sign === sign ? before.silentMs + counted : 0;
    this.#watched.set(name, { sign, seenAt, silentMs });
    return silentMs >= this.lifetimeMs;
  }

  /** Removes what others left when they were killed or stopped in the middle of writing or locking. */
  async #clear(isDue: (left: LeftBehind) => boolean): Promise<void> {
    for (const entry of await unless(['ENOENT'], readdir(this.directory), [])) {
      const left = leftBehind(entry);
      if (left && isDue(left)) await rm(join(this.directory, entry), { recursive: true, force: true });
    }
  }
}

/** Something that belongs to one holder of one lock. */
interface LeftBehind {
  /** The lock's name. */
  readonly of: string;
  readonly owner: string;
}

/** Reads `{name}.{owner}.tmp` and `{name}.lock-{owner}`. */
function leftBehind(entry: string): LeftBehind | undefined {
  const [, of, owner] = /^(.+)\.([^.]+)\.tmp$/.exec(entry) ?? /^(.+)\.lock-([^.]+)$/.exec(entry) ?? [];
  return of && owner ? { of, owner } : undefined;
}

const yes = () => true as const;
