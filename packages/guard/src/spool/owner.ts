import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process whose file it is, as the file's name says it. */
export interface Owner {
  /** Hash of the place where `pid` means something: one boot of one machine, and one process-id namespace. */
  readonly host: string;
  readonly pid: number;
  /** When the process started, in the kernel's own words; `0` where the system does not tell. */
  readonly started: string;
  /** UUID of the spool: a process may have several. */
  readonly spool: string;
}

/** This process as the owner of a new spool. */
export function thisOwner(): Owner {
  return Object.freeze({
    host: hostHash(),
    pid: process.pid,
    started: startOf(process.pid) ?? '0',
    spool: randomUUID(),
  });
}

/** Whether the owner has ended for certain, as `self` sees it: one in another container or on another machine cannot be seen from here. */
export function hasEnded({ host, pid, started }: Owner, self: Owner): boolean {
  if (host !== self.host) return false;
  if (!answers(pid)) return true;
  const current = startOf(pid);
  // Another start time means that the number was given to another process since.
  return current !== undefined && started !== '0' && current !== started;
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

function hostHash(): string {
  return createHash('sha256').update(host()).digest('hex').slice(0, 16);
}

function host(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
