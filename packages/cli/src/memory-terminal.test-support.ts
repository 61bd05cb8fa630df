import { Readable, Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/** A terminal in memory: reads what it is given, and keeps what is written. */
export function memoryTerminal(input: string | Uint8Array = ''): Terminal & { out(): string; err(): string } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdin: Readable.from([typeof input === 'string' ? Buffer.from(input) : input]),
    stdout: collect(out),
    stderr: collect(err),
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
