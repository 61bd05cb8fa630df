import { SallyportError, utf8 } from '@sallyport/core';
import { readDraft } from '../read-draft.ts';
import { literalSection, type Section, type SectionReader } from '../sections/section.ts';
import type { Shape } from '../shape.ts';
import type { TokenDecoder } from '../text-document.ts';
import { tokenSection } from '../tokens/token-section.ts';
import { readLineHead } from './line-head.ts';
import { kindOfLine, type LineKind, shapeOfLine } from './line-shape.ts';

/** How to read lines of JSON. */
export interface LinesOptions {
  readonly maxDepth: number;
  /** The longest line, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** Whether the lines are a slice of a file, which must keep its length. Default: false. */
  readonly slice?: boolean;
  /** Spells out token ids in the calls of a batch. Without it they are refused. */
  readonly decodeTokens?: TokenDecoder | undefined;
  /** What each line is, where that is known. Default: what its keys say. */
  readonly shape?: Shape;
  /** Whether leaves in the arguments of tool calls say which tool they are for. Default: false. */
  readonly tools?: boolean;
}

/**
 * Reads a file of lines, each a JSON document of its own; blank ones are passed. Throws what `readDraft` gives of a line,
 * `input_unreadable` of a call in it that cannot be read, and `body_too_large` of a line that is too long.
 */
export class JsonLines implements SectionReader<string> {
  readonly #options: LinesOptions;
  readonly #kinds = new Set<LineKind>();
  #held: string[] = [];
  #length = 0;

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  /** What the lines were for, by now. */
  get kinds(): ReadonlySet<LineKind> {
    return this.#kinds;
  }

  read(text: string): readonly Section[] {
    const last = text.lastIndexOf('\n') + 1;
    if (last === 0) return this.#hold(text);
    const whole = [...this.#held, text.slice(0, last)].join('');
    this.#held = [];
    this.#length = 0;
    const sections = whole
      .slice(0, -1)
      .split('\n')
      .map((line) => this.#line(line, '\n'));
    this.#hold(text.slice(last));
    return sections;
  }

  end(): readonly Section[] {
    const rest = this.#held.join('');
    return rest === '' ? [] : [this.#line(rest, '')];
  }

  #hold(text: string): readonly Section[] {
    this.#held.push(text);
    this.#length += text.length;
    if (this.#length > this.#options.maxTextLength) throw new SallyportError('body_too_large');
    return [];
  }

  #line(written: string, end: string): Section {
    const { maxDepth, maxTextLength, slice, decodeTokens: decode, tools = false } = this.#options;
    if (written.length > maxTextLength) throw new SallyportError('body_too_large');
    const line = written.slice(0, contentEnd(written));
    if (line === '') return literalSection(utf8(written + end));
    const shape = this.#options.shape ?? this.#shapeBySelf(line);
    const draft = readDraft(line, { shape, maxDepth, tokens: decode !== undefined, tools });
    if (typeof draft === 'string') throw new SallyportError(draft);
    if (draft.refusal !== undefined) throw new SallyportError(draft.refusal);
    const section = tokenSection(draft, { decode, behind: written.slice(line.length) + end });
    return slice ? { ...section, keepsLength: true } : section;
  }

  #shapeBySelf(line: string): Shape {
    const head = readLineHead(line, this.#options.maxDepth);
    const kind = head === undefined ? 'data' : kindOfLine(head);
    this.#kinds.add(kind);
    return shapeOfLine(kind, head ?? new Map());
  }
}

/** Where a line ends but for the white space of JSON, RFC 8259 §2. */
function contentEnd(line: string): number {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end -= 1;
  return end;
}
