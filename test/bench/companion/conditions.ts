import { bodyOf, type Operation } from '../load/body.ts';
import { inventedNote } from '../load/invented-note.ts';
import type { Stage } from '../servers/open-stage.ts';

const SAMPLE = 2000;

/** What a figure of the companion depends on: the database's durability, and the size of what is sent. */
export function conditionsOf({ ours }: Stage): Readonly<Record<string, string>> {
  return {
    ...ours.durability,
    'mean size of a body': `embeddings ${meanBytes('embeddings')} bytes, chat completions ${meanBytes('chat')} bytes`,
  };
}

function meanBytes(operation: Operation): number {
  const bodies = Array.from({ length: SAMPLE }, (_, number) => bodyOf(operation, inventedNote(number)));
  return Math.round(Buffer.byteLength(bodies.join('')) / SAMPLE);
}
