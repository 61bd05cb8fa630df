import { fromBase64url, fromUtf8, SallyportError, toBase64url, utf8 } from '@sallyport/core';
import { padding } from '../operations/bedrock-padding.ts';
import type { TextLeaf } from '../text-document.ts';
import type { Frame } from './frame.ts';

/** The data of a `chunk`, `{"bytes": base64, "p": padding}`, taken out of its wrapping. */
export interface WrappedData {
  /** The JSON text of the model's own; `undefined` where there is none. */
  readonly data: string | undefined;
  /** The members of the wrapping in their order, all strings. */
  readonly members: ReadonlyMap<string, string>;
  /** What in the wrapping is text beside the data, by its key. */
  readonly leaves: readonly TextLeaf[];
  /** Whether the wrapping is written as this package writes it, so that nobody can read it otherwise. */
  readonly isPlain: boolean;
}

/** Tells whether a frame wraps what the model itself said. */
export function isWrapped(headers: Frame['headers']): boolean {
  return headers.get(':message-type') === 'event' && headers.get(':event-type') === 'chunk';
}

/** Throws `upstream_invalid` of what is no object of strings, of other members than `bytes` and `p`, and of base64 or UTF-8 that is none. */
export function unwrapChunk(text: string): WrappedData {
  const members = new Map(Object.entries(parse(text)));
  for (const [key, value] of members) {
    if (typeof value !== 'string' || (key !== 'bytes' && key !== 'p')) throw new SallyportError('upstream_invalid');
  }
  const strings = members as ReadonlyMap<string, string>;
  const bytes = strings.get('bytes');
  const p = strings.get('p') ?? '';
  const isPadding = padding(p) === 'skip';
  return {
    data: bytes === undefined || bytes === '' ? undefined : decode(bytes),
    members: strings,
    leaves: isPadding ? [] : [{ text: p, field: 'p', role: 'text' }],
    isPlain: JSON.stringify(Object.fromEntries(strings)) === text,
  };
}

/** Puts data back into its wrapping, in which other members may have become other texts. */
export function wrapChunk({ data, members }: WrappedData, beside: ReadonlyMap<string, string> = new Map()): string {
  const written = [...members].map(([key, value]) => {
    if (key === 'bytes' && data !== undefined) return [key, encode(data)] as const;
    return [key, beside.get(key)?.toWellFormed() ?? value] as const;
  });
  return JSON.stringify(Object.fromEntries(written));
}

function parse(text: string): object {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // As what is no object
  }
  throw new SallyportError('upstream_invalid');
}

/** Base64, RFC 4648 §4. */
function decode(base64: string): string {
  const bare = base64.length % 4 === 0 ? base64.replace(/={1,2}$/, '') : '=';
  const bytes = /[-_]/.test(bare) ? undefined : fromBase64url(bare.replaceAll('+', '-').replaceAll('/', '_'));
  try {
    if (bytes !== undefined) return fromUtf8(bytes);
  } catch {
    // As what is no base64
  }
  throw new SallyportError('upstream_invalid');
}

function encode(text: string): string {
  const bare = toBase64url(utf8(text)).replaceAll('-', '+').replaceAll('_', '/');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}
