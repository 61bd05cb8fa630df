import { SallyportError } from '@sallyport/core';
import { SEGMENT_BYTES } from '@sallyport/recording';

const NEWLINE = 0x0a;

/** The segments of a recording, one a line, each ended by a line feed; one in memory at a time. Raises `recording_corrupt` for a line that is too long, empty or without an end. */
export async function* recordingLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, at)]);
      if (line.length === 0 || line.length > SEGMENT_BYTES) throw new SallyportError('recording_corrupt');
      yield line;
      held = [];
      length = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > SEGMENT_BYTES) throw new SallyportError('recording_corrupt');
    if (rest.length > 0) held.push(rest);
  }
  if (length > 0) throw new SallyportError('recording_corrupt');
}
