import { html } from 'hono/html';
import type { Html } from './html.js';
import { inWords } from './in-words.js';

/** Colour is never all that tells a status: the text does. */
export type Mood = 'good' | 'bad' | 'plain';

export const badge = (text: string, mood: Mood = 'plain'): Html =>
  html`<span class="badge ${mood}">${mood === 'bad' ? '✕ ' : mood === 'good' ? '✓ ' : ''}${text}</span>`;

/** `2026-11-22 02:10:44 UTC, 5 minutes ago`. */
export const moment = (ms: number, now?: number): Html =>
  html`<time datetime="${isoOf(ms)}">${isoOf(ms).slice(0, 19).replace('T', ' ')} UTC</time>${now !== undefined && html`<span class="quiet">, ${inWords(ms, now)}</span>`}`;

/** `02:10:44`. */
export const timeOfDay = (ms: number): Html =>
  html`<time datetime="${isoOf(ms)}">${isoOf(ms).slice(11, 19)}</time>`;

const isoOf = (ms: number): string => {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
};

/** Names with what they stand for; those without a value are left out. */
export const facts = (
  entries: readonly (readonly [name: string, value: Html | string | undefined])[],
): Html =>
  html`<dl class="facts">${entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (Html | string)[])[];
  /** What stands there where there are no rows. */
  readonly none: string;
}

/** A table whose rows are cards on a narrow screen. The roles stay there, where a browser would drop the table's. */
export const table = ({ caption, columns, rows, none }: Table): Html =>
  rows.length === 0
    ? html`<p class="quiet">${none}</p>`
    : html`<table role="table">
<caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(name => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
        cells =>
          html`<tr role="row">${cells.map((cell, i) => html`<td role="cell" data-column="${columns[i]}"${cell === '' ? html` class="none"` : ''}><div>${cell}</div></td>`)}</tr>`,
      )}</tbody>
</table>`;

export const json = (value: unknown): Html => html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;

/** A button that shows the page once more, with what it hides. */
export const reveal = (isClear: boolean, what: string): Html =>
  isClear
    ? html`<p class="notice">${what} in clear. <a href="">Hide again</a></p>`
    : html`<form method="post"><button class="second">Show ${what.toLowerCase()} in clear</button></form>`;

export const HIDDEN = html`<span class="hidden">hidden</span>`;

/** Text with a button that copies it. */
export const copyable = (text: string, what: string): Html =>
  html`<span class="copyable"><code>${text}</code> <button type="button" class="second" data-copy="${text}" aria-label="Copy ${what}">Copy</button></span>`;

export const list = (items: readonly (Html | string)[], none = '–'): Html =>
  items.length === 0
    ? html`${none}`
    : html`<ul class="inline">${items.map(item => html`<li>${item}</li>`)}</ul>`;
