import { fromUtf8, SallyportError } from '@sallyport/core';

/** RFC 9110 §8.3.1; JSON is UTF-8 (RFC 8259 §8.1), so no other charset is meant. */
const JSON_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/** The fewest bytes a piece may have, so that one character fits: RFC 3629 §3. */
const LONGEST_CHARACTER = 4;

/**
 * The text of a JSON body. Throws `body_missing` of an empty one, `content_type_unsupported` of any type but
 * `application/json`, and `body_not_utf8`. A type that is `undefined` is not judged; `null` is no type at all.
 */
export function decodeBody(body: Uint8Array, contentType: string | null | undefined): string {
  if (body.length === 0) throw new SallyportError('body_missing');
  judgeType(contentType);
  return decode(body);
}

/**
 * As `decodeBody`, of a body that comes in chunks: gives its text in pieces of about `pieceBytes` bytes, each with whole
 * characters only.
 */
export async function* decodePieces(
  body: AsyncIterable<Uint8Array>,
  { contentType, pieceBytes }: { readonly contentType?: string | null | undefined; readonly pieceBytes: number },
): AsyncGenerator<string, void> {
  const piece = new Uint8Array(Math.max(pieceBytes, LONGEST_CHARACTER));
  let held = 0;
  let isEmpty = true;
  for await (const chunk of body) {
    if (isEmpty && chunk.length > 0) judgeType(contentType);
    isEmpty &&= chunk.length === 0;
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + piece.length - held);
      piece.set(part, held);
      held += part.length;
      at += part.length;
      if (held < piece.length) continue;
      const whole = wholeCharacters(piece);
      yield decode(piece.subarray(0, whole));
      piece.copyWithin(0, whole);
      held -= whole;
    }
  }
  if (isEmpty) throw new SallyportError('body_missing');
  yield decode(piece.subarray(0, held));
}

function judgeType(contentType: string | null | undefined): void {
  if (contentType !== undefined && !JSON_TYPE.test(contentType?.trim() ?? '')) {
    throw new SallyportError('content_type_unsupported');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}

/** How many of the bytes stand before a character that goes on behind them, RFC 3629 §3. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let behind = 1; behind < LONGEST_CHARACTER; behind++) {
    const byte = bytes[bytes.length - behind] ?? 0;
    if (byte >= 0x80 && byte < 0xc0) continue;
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > behind ? bytes.length - behind : bytes.length;
  }
  return bytes.length;
}

const OCTETS = /^application\/octet-stream$/i;

/** The content type to judge a body by: none, where it is bytes of no type and the operation takes those for JSON. */
export function typeToJudge(
  contentType: string | null | undefined,
  { octets }: { readonly octets?: true },
): string | null | undefined {
  return octets === true && OCTETS.test(contentType?.trim() ?? '') ? undefined : contentType;
}
