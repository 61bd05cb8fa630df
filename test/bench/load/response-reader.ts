import { BenchFailure } from '../bench-failure.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const NOTHING: Buffer = Buffer.alloc(0);

/** One response, read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly body: Buffer;
}

interface Head {
  readonly status: number;
  /** Bytes of body; `chunked` where the body says so itself. */
  readonly length: number | 'chunked';
  /** Where the body begins. */
  readonly end: number;
}

/**
 * Reads the responses of one kept HTTP/1.1 connection, one after the other (RFC 9112 §6, §7.1): as little as a load generator
 * needs, because it shares its cores with what it measures.
 */
export class ResponseReader {
  #held = NOTHING;
  #head: Head | undefined;

  /** Takes bytes as they come; gives the response once it is whole. Raises `BenchFailure` for what cannot be read. */
  push(bytes: Buffer): ReadResponse | undefined {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    this.#head ??= readHead(this.#held);
    if (this.#head === undefined) return undefined;
    const { status, length, end } = this.#head;
    const body = length === 'chunked' ? readChunks(this.#held, end) : readExactly(this.#held, end, length);
    if (body === undefined) return undefined;
    if (body.end < this.#held.length) throw new BenchFailure('a response is longer than it says');
    this.#held = NOTHING;
    this.#head = undefined;
    return { status, body: body.bytes };
  }
}

function readHead(bytes: Buffer): Head | undefined {
  const at = bytes.indexOf(HEAD_END);
  if (at === -1) return undefined;
  const text = bytes.toString('latin1', 0, at);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
  const chunked = /\r\ntransfer-encoding: *chunked/i.test(text);
  const length = chunked ? 'chunked' : Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(status) || Number.isNaN(length)) throw new BenchFailure('a response has no readable head');
  return { status, length, end: at + HEAD_END.length };
}

interface Body {
  readonly bytes: Buffer;
  readonly end: number;
}

function readExactly(held: Buffer, from: number, length: number): Body | undefined {
  const end = from + length;
  return held.length < end ? undefined : { bytes: held.subarray(from, end), end };
}

function readChunks(held: Buffer, from: number): Body | undefined {
  const chunks: Buffer[] = [];
  let at = from;
  while (true) {
    const lineEnd = held.indexOf(LINE_END, at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(held.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0)) throw new BenchFailure('a response has an unreadable chunk');
    const end = lineEnd + LINE_END.length + size + LINE_END.length;
    if (held.length < end) return undefined;
    if (size === 0) return { bytes: Buffer.concat(chunks), end };
    chunks.push(held.subarray(lineEnd + LINE_END.length, end - LINE_END.length));
    at = end;
  }
}
