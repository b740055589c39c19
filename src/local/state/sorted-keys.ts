/** Small enough to insert into at next to no cost. */
const LARGEST_CHUNK = 512;

/** A run of neighbours: `values[i]` belongs to `keys[i]`. Two lists of strings take half the memory of one of objects. */
interface Chunk {
  readonly values: string[];
  readonly keys: string[];
}

/** Keys in the order of a value that each has, and of themselves where the value is the same. */
export class SortedKeys {
  readonly #chunks: Chunk[] = [{ values: [], keys: [] }];

  add(value: string, key: string): void {
    const at = this.#chunkOf(value, key);
    const chunk = this.#chunks[at] as Chunk;
    const i = placeIn(chunk, value, key);
    chunk.values.splice(i, 0, value);
    chunk.keys.splice(i, 0, key);
    if (chunk.keys.length <= LARGEST_CHUNK) return;
    const half = LARGEST_CHUNK / 2;
    this.#chunks.splice(at + 1, 0, { values: chunk.values.splice(half), keys: chunk.keys.splice(half) });
  }

  delete(value: string, key: string): void {
    const at = this.#chunkOf(value, key);
    const chunk = this.#chunks[at] as Chunk;
    const i = placeIn(chunk, value, key);
    if (chunk.values[i] !== value || chunk.keys[i] !== key) return;
    chunk.values.splice(i, 1);
    chunk.keys.splice(i, 1);
    if (chunk.keys.length === 0 && this.#chunks.length > 1) this.#chunks.splice(at, 1);
  }

  /** Every value with its key, from this place on. */
  *from(value: string, key = ''): Generator<readonly [value: string, key: string]> {
    let i = placeIn(this.#chunks[this.#chunkOf(value, key)] as Chunk, value, key);
    for (let at = this.#chunkOf(value, key); at < this.#chunks.length; at++, i = 0) {
      const { values, keys } = this.#chunks[at] as Chunk;
      for (; i < keys.length; i++) yield [values[i] as string, keys[i] as string];
    }
  }

  /** The last chunk that begins at or before this place. */
  #chunkOf(value: string, key: string): number {
    return Math.max(
      firstWhere(this.#chunks.length, at => isAfter(this.#chunks[at] as Chunk, 0, value, key)) - 1,
      0,
    );
  }
}

const isAfter = ({ values, keys }: Chunk, i: number, value: string, key: string): boolean => {
  const other = values[i] as string;
  return other === value ? (keys[i] as string) > key : other > value;
};

/** Where this value and key are in the chunk, or would be. */
const placeIn = ({ values, keys }: Chunk, value: string, key: string): number =>
  firstWhere(keys.length, i => {
    const other = values[i] as string;
    return other === value ? (keys[i] as string) >= key : other > value;
  });

/** The first of `count` places that passes, where all after one that passes do; `count` where none does. */
export function firstWhere(count: number, passes: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
