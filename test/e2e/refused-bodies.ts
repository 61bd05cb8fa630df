import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '@sallyport/core';
import { EMBEDDING } from '../stack/callers.ts';
import type { RawCall } from '../stack/raw-call.ts';

/** Stands in every body, and must come back in no answer. */
export const MARKER = 'marker-20be';

/** The largest body, in bytes, at both doors. */
export const LIMIT = 20_000;

/** The one content type the operations read. */
export const JSON_TYPE = Object.freeze({ 'content-type': 'application/json' });

const chat = (content: unknown): string =>
  JSON.stringify({
    model: 'gpt-4o',
    messages: [
      { role: 'user', content },
      { role: 'user', content: MARKER },
    ],
  });
const embed = (input: unknown): string => JSON.stringify({ ...EMBEDDING, input });

/** A right body of exactly so many bytes. */
export const sized = (bytes: number): string => embed(MARKER.padEnd(bytes - embed('').length, ' ok'));
const nested = (depth: number): string => `{"input":${'['.repeat(depth)}"${MARKER}"${']'.repeat(depth)}}`;
const streamOf = (...parts: readonly string[]): readonly Uint8Array[] => parts.map((part) => Buffer.from(part));

/** A body, and where it goes. */
export interface BodyCase extends Pick<RawCall, 'body'> {
  /** Default: embeddings. */
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bodies that no door lets pass, and the code each is refused with. */
export const REFUSED_BODIES: readonly (readonly [string, BodyCase, ErrorCode])[] = [
  ['over the limit', { body: sized(LIMIT + 1) }, 'body_too_large'],
  ['over the limit, in chunks', { body: streamOf(sized(LIMIT), ' ') }, 'body_too_large'],
  ['far over the limit, in chunks', { body: Array(64).fill(Buffer.alloc(65_536, MARKER)) }, 'body_too_large'],
  ['that is missing', {}, 'body_missing'],
  ['cut short', { body: `{"input":"${MARKER}` }, 'body_not_json'],
  ['with a comma too many', { body: `{"input":"${MARKER}",}` }, 'body_not_json'],
  ['with a comment', { body: `{"input":"ok"/* ${MARKER} */}` }, 'body_not_json'],
  ['with a byte order mark', { body: `\ufeff${embed(MARKER)}` }, 'body_not_json'],
  ['of two documents', { body: `${embed(MARKER)}${embed(MARKER)}` }, 'body_not_json'],
  ['with a key twice', { body: `{"model":"gpt-4o","input":"ok","input":"${MARKER}"}` }, 'body_duplicate_key'],
  ['with a key twice, once escaped', { body: `{"input":"ok","\\u0069nput":"${MARKER}"}` }, 'body_duplicate_key'],
  ['nested too deeply', { body: nested(100) }, 'body_too_deep'],
  ['nested absurdly', { body: nested(9_000) }, 'body_too_deep'],
  ['of plain text', { body: MARKER, headers: { 'content-type': 'text/plain' } }, 'content_type_unsupported'],
  ['without a type', { body: streamOf(embed(MARKER)), headers: {} }, 'content_type_unsupported'],
  ['of a type that is none', { body: embed(MARKER), headers: { 'content-type': MARKER } }, 'content_type_unsupported'],
  [
    'in UTF-16',
    { body: embed(MARKER), headers: { 'content-type': 'application/json; charset=utf-16' } },
    'content_type_unsupported',
  ],
  [
    'of a form',
    { body: MARKER, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    'content_type_unsupported',
  ],
  ['with half a surrogate pair', { body: `{"model":"gpt-4o","input":"${MARKER} \\ud83d"}` }, 'body_lone_surrogate'],
  ['that is not UTF-8', { body: Buffer.from(embed(`${MARKER} \xff`), 'latin1') }, 'body_not_utf8'],
  [
    'that is compressed',
    { body: gzipSync(embed(MARKER)), headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
    'body_not_utf8',
  ],
  ['of token ids no one knows', { body: embed([999_999]) }, 'input_unreadable'],
  ['of words and lists of token ids', { body: embed([MARKER, [9906, 1917]]) }, 'input_unreadable'],
  [
    'of token ids to complete that no one knows',
    { body: JSON.stringify({ model: 'davinci-002', prompt: [999_999] }), to: '/completions' },
    'input_unreadable',
  ],
  ['that is a list', { body: `["${MARKER}"]` }, 'input_unreadable'],
  ['that asks for a stream', { body: JSON.stringify({ ...EMBEDDING, stream: true }) }, 'stream_unsupported'],
  [
    'with a picture',
    { body: chat([{ type: 'image_url', image_url: { url: `https://${MARKER}.example` } }]), to: '/chat/completions' },
    'input_unreadable',
  ],
  [
    'with sound',
    { body: chat([{ type: 'input_audio', input_audio: { data: MARKER } }]), to: '/chat/completions' },
    'input_unreadable',
  ],
  [
    'with a file',
    { body: chat([{ type: 'file', file: { file_data: MARKER } }]), to: '/chat/completions' },
    'input_unreadable',
  ],
  ['with an identifier in a key', { body: `{"input":"ok","078-05-1120":"${MARKER}"}` }, 'phi_in_structure'],
  [
    'with an identifier for a model',
    { body: JSON.stringify({ model: 'ssn:078-05-1120', input: MARKER }) },
    'phi_in_structure',
  ],
];
