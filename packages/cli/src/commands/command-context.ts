import type { Terminal } from '../terminal.ts';

/** What a command is given: where to read and write, and how to end. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Sets the exit code. */
  readonly finish: (code: number) => void;
}
