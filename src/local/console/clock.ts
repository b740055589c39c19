import { html } from 'hono/html';
import type { PoolClock } from '../internal/clock.js';
import type { Page } from './layout.js';
import { facts, moment } from './parts.js';

const UNITS = { minutes: 60, hours: 3600, days: 86_400 } as const;

/** The pool's time, and a form to move it on. */
export function clockPage(clock: PoolClock, problem?: string): Page {
  const moved = Math.round(clock.offsetMs() / 1000);
  return {
    title: 'Clock',
    ...(problem !== undefined && { status: 400 }),
    body: html`${facts([
      ['Time of the pool', moment(clock.now())],
      ['Moved', moved === 0 ? 'not at all: it is the time of this machine' : `by ${moved} seconds`],
    ])}
<form method="post" class="bar">
<label for="count">Move it on by</label>
<input type="number" id="count" name="count" value="1" step="any" required${problem === undefined ? '' : html` aria-invalid="true" aria-describedby="problem"`}>
<label for="unit" class="unseen">Unit</label>
<select id="unit" name="unit">${Object.keys(UNITS).map(
      unit => html`<option${unit === 'hours' ? html` selected` : ''}>${unit}</option>`,
    )}</select>
<button>Move</button>
</form>
${problem === undefined ? '' : html`<p class="notice" id="problem" role="alert">${problem}</p>`}
<p class="quiet">What expires, expires. A negative number moves it back.</p>`,
  };
}

/** Seconds that a form asks for; `NaN` where it does not make sense. */
export const secondsIn = ({ count = '', unit = '' }: Readonly<Record<string, string>>): number =>
  count.trim() !== '' && Object.hasOwn(UNITS, unit)
    ? Number(count) * UNITS[unit as keyof typeof UNITS]
    : Number.NaN;
