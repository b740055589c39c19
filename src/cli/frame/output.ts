import { styleText } from 'node:util';
import { type Column, fieldLines, type Layout, layoutOf, plainRows } from './table.js';

/** Where a command's results go: tables for people, plain lines for pipes, JSON for programs. */
export class Output {
  readonly json: boolean;
  readonly #stdout: NodeJS.WriteStream;
  readonly #stderr: NodeJS.WriteStream;

  constructor(
    json: boolean,
    stdout: NodeJS.WriteStream = process.stdout,
    stderr: NodeJS.WriteStream = process.stderr,
  ) {
    this.json = json;
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  /** Whether a person reads stdout. */
  get isTerminal(): boolean {
    return this.#stdout.isTTY === true;
  }

  /** Says something to the person, on stderr: what a program reads stays clean. With `--json` it may read stderr too. */
  say(line: string): void {
    if (!this.json || this.#stderr.isTTY) this.#stderr.write(`${line}\n`);
  }

  /** The result of a command: `value` as JSON, or else a line that says it. */
  async result(value: unknown, line: string): Promise<void> {
    if (this.json) await this.#writeJson(value);
    else this.say(line);
  }

  /** A value and nothing else, for a program to take; as JSON with `--json`. */
  async bare(value: unknown, text: string): Promise<void> {
    if (this.json) await this.#writeJson(value);
    else await this.write(`${text}\n`);
  }

  /** One thing: its fields below one another. */
  async record(
    value: unknown,
    fields: readonly (readonly [name: string, text: string | undefined])[],
  ): Promise<void> {
    if (this.json) return await this.#writeJson(value);
    const rows = fields.filter((field): field is [string, string] => field[1] !== undefined);
    if (!this.isTerminal) return await this.write(plainRows(rows));
    await this.write(
      fieldLines(
        rows.map(([name, text]) => [this.bold(name), text]),
        this.width,
      ),
    );
  }

  /** A list, read as it is printed. What the reader does not want any more is not asked for. */
  async list<Item>(
    items: AsyncIterable<Item> | Iterable<Item>,
    { columns, value, none }: ListView<Item>,
  ): Promise<void> {
    if (this.json) return await this.#writeJsonList(items, value);
    const rowOf = (item: Item) => columns.map(({ of }) => of(item) ?? '');
    if (!this.isTerminal) {
      for await (const item of items) await this.write(plainRows([rowOf(item)]));
      return;
    }
    const head = columns.map(({ name }) => this.bold(name.toUpperCase()));
    const tables = this.#tables(head, items, rowOf);
    const { value: first } = await tables.next();
    if (first === undefined) this.say(none);
    else if (first.split('\n').length <= this.#rows) await this.write(first);
    else await this.#paged(first, tables);
  }

  bold(text: string): string {
    return this.#paint('bold', text);
  }

  /** Green for what is well, magenta for what is doubtful, red for what is not: legible on dark and on light. */
  mark(kind: 'ok' | 'warning' | 'failed' | 'skipped', text: string): string {
    const colours = { ok: 'green', warning: 'magenta', failed: 'red' } as const;
    return kind === 'skipped' ? text : this.#paint(colours[kind], text);
  }

  /** Resolves when the text is on its way, so that a slow reader slows the command down. */
  async write(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      this.#stdout.write(text, error => (error ? reject(error) : resolve())),
    );
  }

  get width(): number {
    return this.#stdout.columns ?? 80;
  }

  /** `NO_COLOR`, `FORCE_COLOR` and a dumb terminal are known to Node. */
  #paint(style: Parameters<typeof styleText>[0], text: string): string {
    return this.isTerminal && this.#stdout.hasColors()
      ? styleText(style, text, { validateStream: false })
      : text;
  }

  async #writeJson(value: unknown): Promise<void> {
    await this.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  async #writeJsonList<Item>(
    items: AsyncIterable<Item> | Iterable<Item>,
    value: (item: Item) => unknown,
  ): Promise<void> {
    let before = '[\n';
    for await (const item of items) {
      await this.write(`${before}  ${JSON.stringify(value(item))}`);
      before = ',\n';
    }
    await this.write(before === '[\n' ? '[]\n' : '\n]\n');
  }

  /** In pieces that fill the screen. The rows of the first one say how the list is laid out. */
  async *#tables<Item>(
    head: readonly string[],
    items: AsyncIterable<Item> | Iterable<Item>,
    rowOf: (item: Item) => string[],
  ): AsyncGenerator<string, undefined> {
    let layout: Layout | undefined;
    let rows: string[][] = [];
    const piece = () => {
      const next = rows;
      rows = [];
      layout ??= layoutOf(head, next, this.width);
      return layout(next);
    };
    for await (const item of items) {
      rows.push(rowOf(item));
      if (rows.length >= this.#rows) yield await piece();
    }
    if (rows.length > 0) yield await piece();
  }

  get #rows(): number {
    return this.#stdout.rows ?? 50;
  }

  async #paged(first: string, rest: AsyncGenerator<string, undefined>): Promise<void> {
    async function* all() {
      yield first;
      return yield* rest;
    }
    const { throughPager } = await import('./pager.js');
    const pieces = all();
    const unpaged = await throughPager(pieces);
    if (unpaged === undefined) return;
    await this.write(unpaged);
    for await (const piece of pieces) await this.write(piece);
  }
}

/** How to show a list. */
export interface ListView<Item> {
  readonly columns: readonly (Column & { of(item: Item): string | undefined })[];
  /** The item as JSON has it. */
  value(item: Item): unknown;
  /** What to say where there is none. */
  readonly none: string;
}
