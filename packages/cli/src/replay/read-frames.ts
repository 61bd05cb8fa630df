import { fromUtf8, SallyportError } from '@sallyport/core';
import { type Frame, readFrame } from '@sallyport/recording';

/** The longest line there is: 48 KiB of a body in base64, or a request's headers, with room to spare. */
const MAX_LINE_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/**
 * The frames of a recording from its lines, NDJSON, one line in memory at a time. The first is the header, and nothing follows the
 * end; where the end is missing, the recording was cut. Raises `recording_corrupt` for anything else.
 */
export async function* readFrames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let before: Frame['type'] | undefined;
  for await (const line of linesOf(bytes)) {
    const frame = frameOf(line);
    const inPlace = before !== 'end' && (frame.type === 'header') === (before === undefined);
    if (!inPlace) throw new SallyportError('recording_corrupt');
    before = frame.type;
    yield frame;
  }
  if (before === undefined) throw new SallyportError('recording_corrupt');
}

/** A last line without an end is one that a crash has cut, or somebody: it is no frame. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...held, chunk.subarray(from, at)]);
      held = [];
      length = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > MAX_LINE_BYTES) throw new SallyportError('recording_corrupt');
    if (rest.length > 0) held.push(Uint8Array.from(rest));
  }
  if (length > 0) throw new SallyportError('recording_corrupt');
}

function frameOf(line: Uint8Array): Frame {
  try {
    return readFrame(fromUtf8(line));
  } catch {
    throw new SallyportError('recording_corrupt');
  }
}
