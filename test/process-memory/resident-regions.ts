/** A stretch of a process's address space, in bytes from its start. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

const HEAD = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)$/;
const HELD = /^(?:Rss|Swap):\s+([1-9]\d*) kB$/;
/** The kernel's own pages, which cannot be read this way. */
const KERNEL = /^\[v(?:var|var_vclock|syscall|dso)\]$/;

/** The readable stretches that hold anything, of `/proc/PID/smaps` (proc_pid_smaps(5)). */
export function residentRegions(smaps: string): readonly Region[] {
  const regions: Region[] = [];
  let current: Region | undefined;
  for (const line of smaps.split('\n')) {
    const [, from, to, rights, name = ''] = HEAD.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      const readable = rights?.startsWith('r') === true && !KERNEL.test(name);
      current = readable ? { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) } : undefined;
    } else if (current !== undefined && HELD.test(line)) {
      regions.push(current);
      current = undefined;
    }
  }
  return regions;
}
