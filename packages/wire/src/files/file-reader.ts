import { joinBytes, SallyportError } from '@sallyport/core';
import type { BodyLimits } from '../body-limits.ts';
import { literalSection, type Section, type SectionReader } from '../sections/section.ts';
import { FREE } from '../shape.ts';
import type { TokenDecoder } from '../text-document.ts';
import type { FileKind } from './file-extension.ts';
import { HEAD_BYTES, hasMark, isBinary, isOtherCoding } from './file-head.ts';
import { type FileClaims, kindOfFile, kindOfText } from './file-kind.ts';
import { JsonDocument } from './json-document.ts';
import { JsonLines } from './json-lines.ts';
import type { LineKind } from './line-shape.ts';
import { TextBlocks } from './text-blocks.ts';
import { Utf8Pieces } from './utf8-pieces.ts';

/** How to read a file. */
export interface FileOptions extends FileClaims, BodyLimits {
  /** Whether it is a slice of one, which must be whole lines and keep its length. Default: false. */
  readonly slice?: boolean;
  /** Spells out token ids in the calls of a batch. */
  readonly decodeTokens?: TokenDecoder | undefined;
}

const MARK_LENGTH = 3;

/**
 * Reads a file of text as it comes: JSON and lines of JSON by their values, any other text as it stands. A byte order mark
 * stays. Throws `input_unreadable` of what is not UTF-8 text, and what the reader of its kind throws.
 */
export class FileReader implements SectionReader<Uint8Array> {
  readonly #options: FileOptions;
  readonly #pieces = new Utf8Pieces();
  #head: Uint8Array = new Uint8Array();
  #text: SectionReader<string> | undefined;
  #kind: FileKind | undefined;

  constructor(options: FileOptions) {
    this.#options = options;
  }

  /** What it is; `undefined` until enough of it has come. */
  get kind(): FileKind | undefined {
    return this.#kind;
  }

  /** What its lines were for, by now, where it has lines of JSON. */
  get lineKinds(): ReadonlySet<LineKind> {
    return this.#text instanceof JsonLines ? this.#text.kinds : new Set();
  }

  read(chunk: Uint8Array): readonly Section[] {
    if (this.#text !== undefined) return this.#text.read(this.#pieces.read(chunk));
    this.#head = joinBytes([this.#head, chunk]);
    return this.#head.length < HEAD_BYTES ? [] : this.#begin();
  }

  end(): readonly Section[] {
    const begun = this.#text === undefined ? this.#begin() : [];
    this.#pieces.end();
    return [...begun, ...(this.#text?.end() ?? [])];
  }

  #begin(): readonly Section[] {
    const head = this.#head;
    this.#head = new Uint8Array();
    if (isBinary(head)) throw new SallyportError('input_unreadable');
    const mark = hasMark(head) ? MARK_LENGTH : 0;
    const text = this.#pieces.read(head.subarray(mark));
    // Only so much is looked at, however much came at once
    const start = text.slice(0, HEAD_BYTES / 4);
    if (isOtherCoding(start)) throw new SallyportError('input_unreadable');
    this.#kind = this.#kindOf(start);
    this.#text = this.#readerOf(this.#kind);
    const sections = this.#text.read(text);
    return mark === 0 ? sections : [literalSection(head.subarray(0, mark)), ...sections];
  }

  #kindOf(start: string): FileKind {
    if (!this.#options.slice) return kindOfFile(this.#options, start);
    const kind = kindOfText(start);
    if (kind === 'json') throw new SallyportError('input_unreadable');
    return kind;
  }

  #readerOf(kind: FileKind): SectionReader<string> {
    if (kind === 'json') return new JsonDocument({ ...this.#options, shape: FREE });
    return kind === 'lines'
      ? new JsonLines(this.#options)
      : new TextBlocks({ ...this.#options, rows: kind === 'rows' });
  }
}
