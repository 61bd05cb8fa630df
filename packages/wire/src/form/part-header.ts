import { fromUtf8, SallyportError } from '@sallyport/core';

/** The headers of one part of a form. Names of fields and files are as they stand there, escapes and all. */
export interface PartHeader {
  /** The headers' text, the empty line behind them included. */
  readonly source: string;
  readonly name: string;
  readonly fileName?: string;
  /** Where the file's name stands in the source, its quotes left out. */
  readonly fileNameStart: number;
  readonly contentType?: string;
}

/** Everything that encoders write; a backslash means different things to different readers. */
const DISPOSITION = /^form-data; ?name="([^"\\]{1,512})"(?:; ?filename="([^"\\]{1,1024})")?$/i;

/** Control characters, RFC 9110 §5.5, except where a line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Reads a part's headers, RFC 7578 §4: `content-disposition` once, with a quoted name and perhaps a file's name, and
 * `content-type` at most once. Throws `form_invalid` of anything else: another header, such as `content-transfer-encoding`
 * (§4.7) or `content-encoding`, a folded line, `filename*` (§4.2), an escape by backslash, or what is not UTF-8.
 */
export function readPartHeader(bytes: Uint8Array): PartHeader {
  const source = decoded(bytes);
  const found = new Map<string, { readonly value: string; readonly start: number }>();
  let start = 0;
  for (const line of source.slice(0, -4).split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (CONTROL.test(line) || found.has(name)) throw new SallyportError('form_invalid');
    found.set(name, { value, start: start + line.lastIndexOf(value) });
    start += line.length + 2;
  }
  const disposition = found.get('content-disposition');
  const contentType = found.get('content-type');
  if (disposition === undefined || found.size > (contentType === undefined ? 1 : 2)) {
    throw new SallyportError('form_invalid');
  }
  return { source, ...readDisposition(disposition), ...(contentType && { contentType: contentType.value }) };
}

function readDisposition({ value, start }: { readonly value: string; readonly start: number }) {
  const [, name, fileName] = DISPOSITION.exec(value) ?? [];
  if (name === undefined) throw new SallyportError('form_invalid');
  if (fileName === undefined) return { name, fileNameStart: -1 };
  return { name, fileName, fileNameStart: start + value.length - 1 - fileName.length };
}

function decoded(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('form_invalid');
  }
}
