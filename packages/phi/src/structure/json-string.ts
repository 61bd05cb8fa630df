/** A JSON string, read. */
export interface JsonText {
  readonly text: string;
  /** Where each unit of `text` begins in the source, and its end. Absent where nothing is escaped. */
  readonly at?: Uint32Array;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The place of the quote that ends a string whose contents begin at `from`, or `undefined` where it has none. */
export function stringEnd(source: string, from: number): number | undefined {
  for (let quote = source.indexOf('"', from); quote !== -1; quote = source.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (quote - slashes > from && source.charCodeAt(quote - slashes - 1) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
  }
  return undefined;
}

/** Reads the contents of a JSON string (RFC 8259, section 7). What is no escape of JSON stands for itself. */
export function readJsonString(source: string, start: number, end: number): JsonText {
  const raw = source.slice(start, end);
  if (!raw.includes('\\')) return { text: raw };
  const at = new Uint32Array(raw.length + 1);
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; index < raw.length; ) {
    const next = raw.indexOf('\\', index);
    const plain = next === -1 ? raw.length : next;
    parts.push(raw.slice(index, plain));
    for (; index < plain; index++) at[length++] = start + index;
    if (next === -1) break;
    const unicode = /^u[0-9a-fA-F]{4}/.test(raw.slice(index + 1, index + 6));
    const escaped = raw.charAt(index + 1);
    parts.push(unicode ? String.fromCharCode(Number.parseInt(raw.slice(index + 2, index + 6), 16)) : charOf(escaped));
    at[length++] = start + index;
    index += unicode ? 6 : Math.max(1, escaped.length + 1);
  }
  at[length] = end;
  return { text: parts.join(''), at: at.subarray(0, length + 1) };
}

/** Writes a text as the contents of a JSON string. */
export function writeJsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function charOf(escaped: string): string {
  return escaped === '' ? '\\' : (ESCAPES[escaped] ?? escaped);
}
