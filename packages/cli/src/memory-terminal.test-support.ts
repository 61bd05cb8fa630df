import { Readable, Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

interface MemoryTerminal extends Terminal {
  out(): string;
  err(): string;
}

/** A terminal in memory: reads what it is given, and keeps what is written. `tty` names the streams somebody looks at. */
export function memoryTerminal(
  input: string | Uint8Array = '',
  { tty = [], env = {} }: { readonly tty?: readonly ('stdout' | 'stderr')[]; readonly env?: Terminal['env'] } = {},
): MemoryTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdin: Readable.from([typeof input === 'string' ? Buffer.from(input) : input]),
    stdout: Object.assign(collect(out), { isTTY: tty.includes('stdout') }),
    stderr: Object.assign(collect(err), { isTTY: tty.includes('stderr') }),
    env,
    out: () => out.join(''),
    err: () => err.join(''),
  };
}

function collect(into: string[]): Writable {
  return new Writable({
    write: (chunk, _, done) => {
      into.push(String(chunk));
      done();
    },
  });
}
