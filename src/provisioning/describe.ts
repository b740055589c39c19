import type { Change } from './changes.js';
import type { Difference } from './compare.js';

/** A change in one line. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'create-role':
      return `create the role ${change.role} for the group ${change.group}`;
    case 'set-trust-policy':
      return `correct who may take on the role ${change.role}`;
    case 'put-policy':
      return `${'from' in change ? 'correct' : 'write'} the policy of the role ${change.role}`;
    case 'create-group':
      return `create the group ${change.group}, ${settings(change.to)}`;
    case 'update-group':
      return `change the group ${change.group}, ${settings(change.to, change.from)}`;
    case 'delete-policy':
      return `delete the policy ${change.policy} of the role ${change.role}`;
    case 'detach-policy':
      return `detach ${change.policyArn} from the role ${change.role}`;
    case 'delete-group':
      return `delete the group ${change.group}; its members stay users`;
    case 'delete-role':
      return `delete the role ${change.role}`;
  }
}

/** A plan for people to read. */
export function planText({ changes, leftovers }: Difference, notes: readonly string[]): string {
  const lines = changes.flatMap(change => [`${sign(change)} ${describe(change)}`, ...policyLines(change)]);
  const stay = leftovers.map(leftover => `. ${describe(leftover)}`);
  return [
    ...(lines.length > 0 ? lines : ['nothing to change']),
    ...(stay.length > 0 ? ['left alone; with { prune: true } it would', ...stay] : []),
    ...notes.map(note => `note: ${note}`),
  ].join('\n');
}

/** What is made, what is changed, what is deleted. */
function sign(change: Change): string {
  if (change.kind.startsWith('create')) return '+';
  if (change.kind.startsWith('de')) return '-';
  return change.kind === 'put-policy' && !('from' in change) ? '+' : '~';
}

function settings(to: object, from: object = {}): string {
  const before = Object.fromEntries(Object.entries(from));
  const was = (key: string) => before[key === 'role' ? 'roleArn' : key];
  return Object.entries(to)
    .map(([key, value]) => {
      const old = was(key);
      return `${key} ${old === undefined ? '' : `${JSON.stringify(old)} → `}${JSON.stringify(value)}`;
    })
    .join(', ');
}

/** The lines of a policy that change, and those between them. */
function policyLines(change: Change): string[] {
  if (change.kind !== 'put-policy' && change.kind !== 'set-trust-policy') return [];
  const before = 'from' in change ? linesOf(change.from) : [];
  const after = linesOf(change.to);
  const head = sharedLines(before, after);
  const tail = sharedLines(before.slice(head).reverse(), after.slice(head).reverse());
  return [
    ...before.slice(head, before.length - tail).map(line => `    - ${line}`),
    ...after.slice(head, after.length - tail).map(line => `    + ${line}`),
  ];
}

const linesOf = (policy: unknown): string[] => JSON.stringify(policy, null, 2).split('\n');

function sharedLines(before: readonly string[], after: readonly string[]): number {
  const differing = before.findIndex((line, index) => line !== after[index]);
  return differing < 0 ? before.length : differing;
}
