import { type FileHandle, open } from 'node:fs/promises';

const OWNER_ONLY = 0o600;

/** Writes all of it, however many calls the system wants for that. */
export async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
  return position + done;
}

/** A file that grows at its end, by all of what is appended or by nothing. */
export class LogFile {
  /** Whether there may be something after the end that does not count. */
  #isRagged = true;

  private constructor(
    private readonly handle: FileHandle,
    /** In bytes. */
    public length: number,
  ) {}

  /** Makes the file anew, or takes the first `length` bytes of the one that is there. */
  static async open(path: string, length?: number): Promise<LogFile> {
    return new LogFile(await open(path, length === undefined ? 'w' : 'r+', OWNER_ONLY), length ?? 0);
  }

  /** Resolves when the disk has all pieces. @throws where it has not; then the file is as it was. */
  async append(pieces: Iterable<string>): Promise<void> {
    if (this.#isRagged) await this.#cut();
    this.#isRagged = true;
    try {
      let end = this.length;
      for (const piece of pieces) end = await writeAt(this.handle, Buffer.from(piece), end);
      await this.handle.datasync();
      this.length = end;
      this.#isRagged = false;
    } catch (error) {
      await this.#cut().catch(() => {});
      throw error;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async #cut(): Promise<void> {
    await this.handle.truncate(this.length);
    this.#isRagged = false;
  }
}
