import { imports } from './imports-of.js';
import { withPart } from './written-part.js';

/** What every room imports; a drawing would be full of it. */
const FLOOR = ['errors', 'internal'];
const FACADE = 'the facade (index.ts, cognito.ts)';

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : FACADE);

/** The rooms that each room imports. */
function roomsBelow(): ReadonlyMap<string, ReadonlySet<string>> {
  const below = new Map<string, Set<string>>();
  for (const { file, imported } of imports) {
    const [from, to] = [roomOf(file), imported === undefined ? undefined : roomOf(imported)];
    const rooms = below.get(from) ?? below.set(from, new Set()).get(from);
    if (to !== undefined && to !== from && !FLOOR.includes(to)) rooms?.add(to);
  }
  return below;
}

/** Each room above all that it imports. */
function storeys(): readonly (readonly string[])[] {
  const left = new Map(roomsBelow());
  const drawn: string[][] = [FLOOR];
  for (const room of FLOOR) left.delete(room);
  while (left.size > 0) {
    const ready = [...left.keys()].filter(
      room => ![...(left.get(room) ?? [])].some(other => left.has(other)),
    );
    if (ready.length === 0) throw new Error(`these rooms import each other: ${[...left.keys()].join(', ')}`);
    for (const room of ready) left.delete(room);
    drawn.push(ready.sort());
  }
  return drawn;
}

/** The page with its drawing of the rooms, from the imports as they are. */
export const withRoomDrawing = (page: string): string => {
  const lines = storeys().map((rooms, index) => `${index}  ${rooms.join(' · ')}`);
  return withPart(page, {
    source: 'the imports of src/',
    text: ['```text', ...lines.reverse(), '```'].join('\n'),
  });
};
