import { SallyportError } from '@sallyport/core';

/** How much of the memory of one process bodies with attachments may take at once, in bytes: about five of the largest. */
const ROOM_BYTES = 67_108_864;

let taken = 0;

/** Takes room for a body that is held in memory although it is large, and gives what gives it back. Raises `reviews_full` where there is none. */
export function takeRoom(bytes: number): () => void {
  if (taken + bytes > ROOM_BYTES) throw new SallyportError('reviews_full');
  taken += bytes;
  let held = bytes;
  return () => {
    taken -= held;
    held = 0;
  };
}
