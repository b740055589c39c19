import { isErrno } from './files.js';
import { node } from './node.js';

/**
 * What tells this process from every other one that a lock's owner could be: its id, when it started, and where that
 * means something: since which boot, among which processes. Undefined where the system does not tell (`/proc`).
 */
export function processIdentity(): string | undefined {
  identity ??= identityOf();
  return identity;
}

let identity: string | undefined;

function identityOf(): string | undefined {
  const place = thisPlace();
  const start = place && statusOf(process.pid)?.start;
  return start && `${place}-${process.pid}-${start}`;
}

/**
 * Whether the process of that identity has ended for certain. False for one that runs, that another machine or container
 * has, or of which nothing is known.
 */
export function hasEnded(identity: string): boolean {
  const [place, id, start] = identity.split('-');
  const pid = Number(id);
  if (place !== thisPlace() || !Number.isInteger(pid) || pid <= 0) return false;
  const status = statusOf(pid);
  // Another process has the id by now, or its parent has not yet taken note of its end.
  if (status) return status.start !== start || 'ZX'.includes(status.state);
  return !isThere(pid);
}

/** Signal 0 asks whether a process is there. A refusal says that it is another user's. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

let place: string | undefined;

/** This boot of this machine and, in it, the process ids that this process knows: containers have their own. */
function thisPlace(): string | undefined {
  place ??= placeOf();
  return place;
}

function placeOf(): string | undefined {
  try {
    // What is mounted here may show the processes of another container.
    if (node('node:fs').readlinkSync('/proc/self') !== String(process.pid)) return undefined;
    const boot = node('node:fs').readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const processes = node('node:fs').readlinkSync('/proc/self/ns/pid');
    return node('node:crypto').createHash('sha256').update(`${boot} ${processes}`).digest('hex').slice(0, 16);
  } catch {
    return undefined;
  }
}

/** See proc_pid_stat(5): the state is field 3 and the start, in clock ticks since the boot, field 22. */
function statusOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  try {
    const status = node('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before them may hold anything, so this begins after its closing parenthesis.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state && start ? { state, start } : undefined;
  } catch {
    return undefined;
  }
}
