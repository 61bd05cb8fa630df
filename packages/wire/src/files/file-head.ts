import { utf8 } from '@sallyport/core';

/** So many bytes of a file say what it is. */
export const HEAD_BYTES = 4_096;

/**
 * How files begin that are no text for a reader although they may be all of letters: PDF (ISO 32000-1 §7.5.2), PostScript,
 * RTF, GIF, and mail, whose text is encoded. Other pictures, sound, archives, office documents, UTF-16 and UTF-32 are not
 * UTF-8 or hold control characters within their first bytes, which is judged by itself.
 */
const SIGNATURES: readonly Uint8Array[] = ['%PDF-', '%!PS', '{\\rtf', 'GIF87a', 'GIF89a', 'MIME-Version:'].map(utf8);

const TEXT_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A declaration that a text is in another coding than it is: XML 1.0 §4.3.3, WHATWG HTML §4.2.5. */
const CODING =
  /^\s*<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([^"']{0,40})|<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{0,40})/i;

const UTF8_NAMES: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** Tells whether bytes begin with a byte order mark of UTF-8. */
export function hasMark(bytes: Uint8Array): boolean {
  return beginsWith(bytes, TEXT_MARK);
}

/** Tells whether a file's beginning is that of a kind that is no text. */
export function isBinary(head: Uint8Array): boolean {
  const start = hasMark(head) ? head.subarray(TEXT_MARK.length) : head;
  return SIGNATURES.some((signature) => beginsWith(start, signature));
}

/** Tells whether a text says of itself that it is not UTF-8. */
export function isOtherCoding(head: string): boolean {
  const [found, xml, html] = CODING.exec(head.slice(0, HEAD_BYTES)) ?? [];
  return found !== undefined && !UTF8_NAMES.has((xml ?? html ?? '').toLowerCase());
}

function beginsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return bytes.length >= beginning.length && beginning.every((byte, index) => bytes[index] === byte);
}
