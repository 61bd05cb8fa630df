import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The command line that runs one of this folder's test programs from source. */
export function programOf(name: string, ...args: readonly string[]): readonly string[] {
  return [process.execPath, '--import', support('resolve-sources'), support(name), ...args];
}

/** A process that appends forever, see `append-forever`. */
export interface AppendingChild {
  readonly pid: number;
  /** The ids it acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** The ids it said it would settle. */
  readonly settled: ReadonlySet<string>;
  signal(name: NodeJS.Signals): void;
  /** Kills it and waits until all it said has been read. */
  kill(): Promise<void>;
}

/** Starts a process that appends to the spool in a folder, and settles some of what waits there. */
export function startAppending(folder: string, staleMs: number): AppendingChild {
  const [command = '', ...args] = programOf('append-forever', folder, String(staleMs));
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = new Set<string>();
  const settled = new Set<string>();
  const read = readLines(child, (line) => {
    (line.startsWith('+') ? acknowledged : settled).add(line.slice(2));
  });
  return {
    pid: child.pid ?? 0,
    acknowledged,
    settled,
    signal: (name) => void child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await read;
    },
  };
}

async function readLines(child: ChildProcess, onLine: (line: string) => void): Promise<void> {
  const ended = once(child, 'exit');
  if (child.stdout !== null)
    for await (const line of createInterface(child.stdout)) if (line.length === 38) onLine(line);
  await ended;
}

function support(name: string): string {
  return fileURLToPath(new URL(`./${name}.test-support.ts`, import.meta.url));
}

/** What some children acknowledged and none of them settled. */
export function owedBy(children: readonly AppendingChild[]): readonly string[] {
  const settled = new Set(children.flatMap((child) => [...child.settled]));
  return children.flatMap((child) => [...child.acknowledged].filter((id) => !settled.has(id)));
}
