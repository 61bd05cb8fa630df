import { SallyportError, utf8 } from '@sallyport/core';
import type { BodyLimits } from '../body-limits.ts';
import type { AttachmentBudget } from '../media/attachment-budget.ts';
import type { FormShape } from '../operations/form-shape.ts';
import { literalSection, type Section, type SectionReader } from '../sections/section.ts';
import type { Shape } from '../shape.ts';
import type { TokenDecoder } from '../text-document.ts';
import { readFieldPath } from './field-path.ts';
import { FieldReader } from './field-reader.ts';
import { decodeName, readFileName, writeFileName } from './file-name.ts';
import { FormScanner, type FormSink } from './form-scanner.ts';
import { type PartHeader, readPartHeader } from './part-header.ts';
import { UploadReader } from './upload-reader.ts';

/** What a field's value may say of its type. */
const FIELD_TYPE = /^(?:text\/plain|application\/json)(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i;

/** What a field takes beside its name, in UTF-16 code units, where names are remembered. */
const NAME_COST = 32;

/** What clients call a file that has no name. */
const NO_NAMES: ReadonlySet<string> = new Set(['blob', 'unknown_file', 'file', 'upload', 'data']);

/** How to read a form. */
export interface FormOptions extends BodyLimits {
  readonly form: FormShape;
  readonly boundary: string;
  /** Spells out token ids in the calls of a batch. */
  readonly decodeTokens?: TokenDecoder | undefined;
  /** How much may be attached. Without it every file must be text. */
  readonly attachments?: AttachmentBudget | undefined;
}

/**
 * Reads a form as it comes: its fields as JSON of their shapes, its files as text or as attachments where they are asked for, the names of files as text too but for
 * their extension. Throws `form_invalid`, also of a field that stands twice, and `input_unreadable` of one that is unknown, of
 * a file that cannot be read, and of one for a batch that is none.
 */
export class FormReader implements SectionReader<Uint8Array>, FormSink {
  readonly #options: FormOptions;
  readonly #scanner: FormScanner;
  readonly #names = new Set<string>();
  #namesLength = 0;
  #sections: Section[] = [];
  #part: SectionReader<Uint8Array> | undefined;
  readonly #files: UploadReader[] = [];
  #purpose: FieldReader | undefined;

  constructor(options: FormOptions) {
    this.#options = options;
    this.#scanner = new FormScanner(options.boundary, this);
  }

  read(chunk: Uint8Array): readonly Section[] {
    this.#scanner.scan(chunk);
    return this.#take();
  }

  end(): readonly Section[] {
    this.#scanner.end();
    // The purpose may stand before the file or behind it
    if (this.#purpose?.value === 'batch' && !this.#files.every(({ isBatch }) => isBatch))
      throw new SallyportError('input_unreadable');
    return this.#take();
  }

  frame(bytes: Uint8Array): void {
    this.#sections.push(literalSection(bytes));
  }

  part(headers: Uint8Array): void {
    const header = readPartHeader(headers);
    this.#remember(header.name);
    const path = readFieldPath(this.#options.form, decodeName(header.name));
    if (typeof path.field === 'string') {
      this.#sections.push(fileHeader(header, headers));
      this.#part = this.#file(header, path.field === 'part');
    } else {
      this.#sections.push({ ...literalSection(headers), leaves: path.leaves });
      this.#part = this.#field(header, { shape: path.field, key: path.key });
    }
  }

  body(bytes: Uint8Array): void {
    for (const section of this.#part?.read(bytes) ?? []) this.#sections.push(section);
  }

  partEnd(): void {
    for (const section of this.#part?.end() ?? []) this.#sections.push(section);
    this.#part = undefined;
  }

  #file({ fileName, contentType }: PartHeader, slice: boolean): UploadReader {
    if (fileName === undefined) throw new SallyportError('input_unreadable');
    const file = new UploadReader({ ...this.#options, name: decodeName(fileName), contentType, slice });
    this.#files.push(file);
    return file;
  }

  #field(header: PartHeader, place: { readonly shape: Shape; readonly key: string }): FieldReader {
    const { name, fileName, contentType = 'text/plain' } = header;
    if (fileName !== undefined || !FIELD_TYPE.test(contentType)) throw new SallyportError('input_unreadable');
    const field = new FieldReader({ ...this.#options, ...place });
    if (name === 'purpose') this.#purpose = field;
    return field;
  }

  #remember(name: string): void {
    if (name.endsWith('[]')) return;
    if (this.#names.has(name)) throw new SallyportError('form_invalid');
    this.#names.add(name);
    this.#namesLength += name.length + NAME_COST;
    if (this.#namesLength > this.#options.maxKeysLength) throw new SallyportError('body_too_large');
  }

  #take(): readonly Section[] {
    const sections = this.#sections;
    this.#sections = [];
    return sections;
  }
}

/** The headers of a file: its name may be another. */
function fileHeader({ source, fileName = '', fileNameStart }: PartHeader, bytes: Uint8Array): Section {
  const name = readFileName(fileName);
  if (NO_NAMES.has(name.stem)) return literalSection(bytes);
  return {
    leaves: [{ text: name.stem, field: 'filename', role: 'text' }],
    inputs: 0,
    write(replacement) {
      const stem = replacement(0);
      if (stem === undefined) return bytes;
      const written = writeFileName({ ...name, stem });
      return utf8(source.slice(0, fileNameStart) + written + source.slice(fileNameStart + fileName.length));
    },
  };
}
