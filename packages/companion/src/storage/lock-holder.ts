import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock, as its file says it. */
export interface LockHolder {
  readonly pid: number;
  /** When the process started, in the kernel's own words; empty where the system does not tell. */
  readonly started: string;
  /** The process-id namespace `pid` means something in. */
  readonly namespace: string;
  readonly nonce: string;
  readonly released: boolean;
}

/** This process as a lock holder, with a fresh nonce. */
export function thisHolder(): LockHolder {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    namespace: namespaceOf(),
    nonce: randomUUID(),
    released: false,
  };
}

/** Reads a lock file's text; anything that is not one gives `undefined`. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockHolder> | null;
    const whole =
      Number.isSafeInteger(value?.pid) && typeof value?.started === 'string' && typeof value.namespace === 'string';
    return whole ? (value as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder is alive, or `unknown` when it lives where this process cannot look: another container or machine. */
export function livenessOf(holder: LockHolder | undefined): 'alive' | 'dead' | 'unknown' {
  if (holder === undefined) return 'unknown';
  if (holder.released) return 'dead';
  if (holder.namespace !== namespaceOf()) return 'unknown';
  if (!answers(holder.pid)) return 'dead';
  const started = startOf(holder.pid);
  // Another start time means that the number was given to another process since.
  return started === undefined || started === holder.started ? 'alive' : 'dead';
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** `undefined` where the system does not tell; `gone` for a process that ended and was not waited for yet. proc(5) */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : fields[19];
  } catch {
    return undefined;
  }
}

function namespaceOf(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
