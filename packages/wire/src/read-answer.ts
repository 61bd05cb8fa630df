import { SallyportError } from '@sallyport/core';
import { limitsOf } from './body-limits.ts';
import { FileReader } from './files/file-reader.ts';
import { JsonLines } from './files/json-lines.ts';
import { TextBlocks } from './files/text-blocks.ts';
import { Utf8Pieces } from './files/utf8-pieces.ts';
import type { OperationEntry } from './operations/operation-entry.ts';
import { literalSection, type Section } from './sections/section.ts';
import type { Shape } from './shape.ts';
import type { ReadOptions } from './text-document.ts';

const TEXT_TYPE =
  /^(?:text\/plain|text\/vtt|text\/srt|application\/x-subrip)[ \t]*(?:;[ \t]*charset="?utf-?8"?[ \t]*)?$/i;
const MEDIA_TYPE = /^(?:(?:audio|image|video)\/[\w.+-]+|application\/octet-stream)[ \t]*(?:;|$)/i;

/**
 * The sections of an answer that is no JSON of the operation's own; `undefined` where it is to be read as that. Throws
 * `input_unreadable` and what a file's reader throws.
 */
export function readAnswer(
  { answers, response }: OperationEntry,
  body: Uint8Array,
  options: ReadOptions,
): readonly Section[] | undefined {
  const type = options.contentType?.trim() ?? '';
  if (body.length === 0 && (options.contentType === null || answers === 'nothing')) return [];
  if (answers === 'file') return readFile(body, options);
  if (answers === 'lines') return readLines(body, { ...options, shape: response });
  if (answers === 'text' && TEXT_TYPE.test(type)) return readText(body, options);
  if (answers === 'media' && MEDIA_TYPE.test(type)) return [literalSection(body)];
  return undefined;
}

function readFile(body: Uint8Array, options: ReadOptions): readonly Section[] {
  if (options.contentType === null) throw new SallyportError('content_type_unsupported');
  const contentType = options.contentType;
  const reader = new FileReader({ ...limitsOf(options), decodeTokens: options.decodeTokens, contentType });
  return [...reader.read(body), ...reader.end()];
}

function readLines(
  body: Uint8Array,
  { shape, ...options }: ReadOptions & { readonly shape: Shape },
): readonly Section[] {
  const pieces = new Utf8Pieces();
  const text = pieces.read(body);
  pieces.end();
  const lines = new JsonLines({ ...limitsOf(options), shape, tools: true });
  return [...lines.read(text), ...lines.end()];
}

function readText(body: Uint8Array, options: ReadOptions): readonly Section[] {
  const pieces = new Utf8Pieces();
  const text = pieces.read(body);
  pieces.end();
  const blocks = new TextBlocks(limitsOf(options));
  return [...blocks.read(text), ...blocks.end()];
}
