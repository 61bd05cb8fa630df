import type { Writable } from 'node:stream';
import { progress } from '@clack/prompts';
import { isTty } from '../terminal.ts';

/** Shows how far a run has come. */
export interface ProgressBar {
  advance(): void;
  /** Takes the bar away. */
  stop(words: string): void;
}

const SIGINT_EXIT = 130;

/** Whether a bar fits on one line of a stream that is a terminal; a terminal may say it has no columns at all. */
export function hasRoomForBar(stream: Writable): boolean {
  const columns = 'columns' in stream && typeof stream.columns === 'number' ? stream.columns : 80;
  return isTty(stream) && columns >= 70;
}

/** A bar of `total` steps on a stream that is a terminal. It names no files. */
export function startProgressBar(total: number, output: Writable): ProgressBar {
  const bar = progress({ output, max: Math.max(1, total), style: 'block', withGuide: false });
  let done = 0;
  // The library ends the process with 0 at Escape or Ctrl-C; a run that was cut short must not read as a success.
  const onExit = (): void => {
    process.exitCode = SIGINT_EXIT;
  };
  process.once('exit', onExit);
  bar.start(`0 of ${total}`);
  return {
    advance: () => {
      done += 1;
      bar.advance(1, `${done} of ${total}`);
    },
    stop: (words) => {
      process.off('exit', onExit);
      bar.stop(words);
    },
  };
}
