import type { Readable } from 'node:stream';
import type { Pace } from './pace.ts';

/** A terminal whose keys can be read one by one. */
type Keyboard = Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };

const QUIT = new Set(['q', 'Q', '\u0003', '\u0004']);

/** Where somebody sits at the terminal: space pauses and goes on, q and Ctrl-C stop. Gives what ends the listening. */
export function listenToKeys(stdin: Keyboard, pace: Pick<Pace, 'toggle' | 'stop'>): () => void {
  if (stdin.isTTY !== true || stdin.setRawMode === undefined) return () => undefined;
  const hear = (keys: Buffer | string) => {
    for (const key of String(keys)) {
      if (key === ' ') pace.toggle();
      if (QUIT.has(key)) pace.stop();
    }
  };
  stdin.setRawMode(true);
  stdin.on('data', hear);
  stdin.resume();
  return () => {
    stdin.off('data', hear);
    stdin.setRawMode?.(false);
    stdin.pause();
  };
}
