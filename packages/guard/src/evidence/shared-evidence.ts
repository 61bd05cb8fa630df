import { Evidence, type EvidenceOptions } from './evidence.ts';

interface Shared {
  readonly name: string;
  readonly options: EvidenceOptions;
  readonly evidence: Evidence;
  users: number;
}

const open = new Set<Shared>();
let waitsForExit = false;

/** How long a program that ends on its own is kept from ending. Milliseconds. */
const LAST_ATTEMPT_MS = 5_000;

/** Evidence in use. */
export interface EvidenceInUse {
  readonly evidence: Evidence;
  /** Ends the use. The last one to go closes it, and waits no longer than so many milliseconds for what waits to be delivered. */
  readonly release: (deadlineMs: number) => Promise<void>;
}

/**
 * The evidence of this process for a companion: clients of one companion that keep it in one folder on the same terms share it. When a
 * program ends without releasing it, one last bounded attempt is made to deliver. Raises `config_invalid`.
 */
export function useEvidence(options: EvidenceOptions): EvidenceInUse {
  const shared = find(options) ?? start(options);
  shared.users += 1;
  let used = true;
  const release = async (deadlineMs: number): Promise<void> => {
    if (!used) return;
    used = false;
    shared.users -= 1;
    if (shared.users > 0) await shared.evidence.flush(deadlineMs);
    else {
      open.delete(shared);
      await shared.evidence.close(deadlineMs);
    }
  };
  return { evidence: shared.evidence, release };
}

/**
 * Delivers the audit events of all guarded clients of this process that are still waiting, trying once, for no longer than so many
 * milliseconds (default 10 s). Gives whether nothing waits any more; what does is on disk for the next process, or in memory where there is
 * no disk. For programs that end by `process.exit`. Raises nothing.
 */
export async function flushEvents(deadlineMs = 10_000): Promise<boolean> {
  const flushed = await Promise.all([...open].map(({ evidence }) => evidence.flush(deadlineMs)));
  return flushed.every(Boolean);
}

function find(options: EvidenceOptions): Shared | undefined {
  const name = nameOf(options);
  return [...open].find((shared) => shared.name === name && shared.options.clock === options.clock);
}

function start(options: EvidenceOptions): Shared {
  const shared = { name: nameOf(options), options, evidence: new Evidence(options), users: 0 };
  open.add(shared);
  if (!waitsForExit) process.once('beforeExit', () => void lastAttempt());
  waitsForExit = true;
  return shared;
}

/** What is under way would keep the program from ending. */
async function lastAttempt(): Promise<void> {
  await flushEvents(LAST_ATTEMPT_MS);
  for (const { evidence } of open) evidence.breakOff();
}

function nameOf({ companion, folder, trust, acceptNewLog }: EvidenceOptions): string {
  return JSON.stringify([companion.href, folder, trust ?? null, acceptNewLog]);
}
