import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** Where a command reads and writes. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The environment, of which `NO_COLOR`, `TERM` and `XDG_CONFIG_HOME` are read. Default: empty. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Writes, and waits when the reader is slower than we are. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => stream.once('drain', resolve));
}

/** Whether somebody looks at what is written here, rather than a file or another program taking it. */
export function isTty(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Whether standard output is to be coloured: a terminal that can, and no `NO_COLOR` (no-color.org). */
export function usesColour({ stdout, env = {} }: Terminal): boolean {
  return isTty(stdout) && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** Writes coloured text on standard output, and without its colours where that does not take them. */
export function writeColoured(terminal: Terminal, text: string): Promise<void> {
  return write(terminal.stdout, usesColour(terminal) ? text : stripVTControlCharacters(text));
}
