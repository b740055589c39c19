import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MemberTask, Turn } from './member-process.js';

interface Member {
  readonly child: ChildProcess;
  turns: number;
  renewed: number;
}

/** Processes that share one session, each renewing it all the time. */
export class Crowd {
  /** The tokens that were handed out, by their `jti`. */
  readonly handedOut = new Set<string>();
  /** How often each error came up. */
  readonly errors = new Map<string, number>();
  readonly #task: MemberTask;
  readonly #members: Member[] = [];

  constructor(task: MemberTask, size: number) {
    this.#task = task;
    for (let nth = 0; nth < size; nth++) this.#members.push(this.#start());
  }

  get size(): number {
    return this.#members.length;
  }

  /** Kills a member where it stands, and starts another in its place. */
  async kill(nth: number): Promise<void> {
    const { child } = this.#at(nth);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.#members[nth] = this.#start();
  }

  stop(nth: number): void {
    this.#at(nth).child.kill('SIGSTOP');
  }

  resume(nth: number): void {
    this.#at(nth).child.kill('SIGCONT');
  }

  /** Waits until one of the members but `except` has renewed once more. @returns Whether one did within the time. */
  async someoneRenews(limitMs: number, except?: number): Promise<boolean> {
    const others = this.#members.filter((_, nth) => nth !== except);
    return await this.#until(others, 'renewed', limitMs);
  }

  /** Waits until a member has had another turn, whatever came of it. */
  async hasTurn(nth: number, limitMs: number): Promise<boolean> {
    return await this.#until([this.#at(nth)], 'turns', limitMs);
  }

  close(): void {
    for (const { child } of this.#members) child.kill('SIGKILL');
  }

  async #until(members: readonly Member[], what: 'turns' | 'renewed', limitMs: number): Promise<boolean> {
    const before = members.map(member => member[what]);
    const end = performance.now() + limitMs;
    while (performance.now() < end) {
      if (members.some((member, nth) => member[what] > (before[nth] ?? 0))) return true;
      await setTimeout(5);
    }
    return false;
  }

  #start(): Member {
    const script = fileURLToPath(new URL('member-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(this.#task)], {
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const member: Member = { child, turns: 0, renewed: 0 };
    createInterface({ input: child.stdout }).on('line', line => this.#note(member, JSON.parse(line)));
    return member;
  }

  #note(member: Member, turn: Turn): void {
    member.turns++;
    if ('jti' in turn) {
      member.renewed++;
      this.handedOut.add(turn.jti);
    } else this.errors.set(turn.code, (this.errors.get(turn.code) ?? 0) + 1);
  }

  #at(nth: number): Member {
    return this.#members[nth] as Member;
  }
}
