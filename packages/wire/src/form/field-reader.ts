import { fromUtf8, joinBytes, SallyportError, utf8 } from '@sallyport/core';
import type { BodyLimits } from '../body-limits.ts';
import type { Draft } from '../draft.ts';
import { readDraft } from '../read-draft.ts';
import { rewriteDraft } from '../rewrite-draft.ts';
import type { Section, SectionReader } from '../sections/section.ts';
import type { Shape } from '../shape.ts';

/** The most bytes of one UTF-16 code unit in UTF-8, RFC 3629 §3. */
const BYTES_PER_UNIT = 3;

const NUMBER = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?$/;
const WORD = /^(?:true|false|null)$/;

/** How to read a field. */
export interface FieldOptions extends BodyLimits {
  readonly shape: Shape;
  readonly key: string;
}

/** Reads the value of a field as JSON of its shape is read. Throws as `readDraft` says, `body_not_utf8` and `body_too_large`. */
export class FieldReader implements SectionReader<Uint8Array> {
  readonly #options: FieldOptions;
  #held: Uint8Array[] = [];
  #length = 0;

  constructor(options: FieldOptions) {
    this.#options = options;
  }

  /** The value, once it has come to its end. */
  value: string | undefined;

  read(chunk: Uint8Array): readonly Section[] {
    this.#held.push(chunk.slice());
    this.#length += chunk.length;
    if (this.#length > this.#options.maxTextLength * BYTES_PER_UNIT) throw new SallyportError('body_too_large');
    return [];
  }

  end(): readonly Section[] {
    const bytes = joinBytes(this.#held);
    const value = decoded(bytes);
    if (value.length > this.#options.maxTextLength) throw new SallyportError('body_too_large');
    this.value = value;
    const { shape, maxDepth, key } = this.#options;
    const draft = readDraft(asJson(value, shape), { shape, maxDepth, field: key });
    if (typeof draft === 'string') throw new SallyportError(draft);
    if (draft.refusal !== undefined) throw new SallyportError(draft.refusal);
    return [fieldSection(bytes, draft)];
  }
}

function fieldSection(bytes: Uint8Array, draft: Draft): Section {
  const { leaves, inputs, model } = draft;
  return {
    leaves,
    inputs,
    model,
    write(replacement) {
      const rewritten = rewriteDraft(draft, replacement);
      return rewritten === draft.source ? bytes : utf8(String(JSON.parse(rewritten)));
    },
  };
}

/** A form has strings only: what is a number or a word of JSON is told by the shape. */
function asJson(value: string, shape: Shape): string {
  const noString = shape.only !== undefined && !shape.only.includes('string');
  const isNumber = NUMBER.test(value) && (noString || (shape.number === 'known' && shape.string === undefined));
  return isNumber || (noString && WORD.test(value)) ? value : JSON.stringify(value);
}

function decoded(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}
