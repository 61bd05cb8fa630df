import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { Draft, DraftSlot, LeafGroup, LeafSlot } from './draft.ts';
import type { DraftFrame, OpenGroup } from './draft-frame.ts';
import type { DraftOptions } from './draft-options.ts';
import type { JsonFault, JsonKind, JsonScalar, JsonSink } from './json/json-sink.ts';
import { KeyMemory } from './json/key-memory.ts';
import { scanJson } from './json/scan-json.ts';
import { OpenHolder } from './media/open-holder.ts';
import { FREE, NESTED, type Shape } from './shape.ts';
import { text } from './string-rule.ts';
import type { TextLeaf } from './text-document.ts';
import { readTokenId, type TokenRun } from './tokens/token-run.ts';
import { nameTool, partOfCall } from './tool-leaves.ts';

/** How many JSON documents may be held in strings, one within another. */
const MAX_NESTING = 4;

/** A number of fewer digits is no record, phone, account or social security number. */
const MIN_DIGITS = 4;

/**
 * Reads a JSON text by its shape, and the JSON texts its strings hold. Gives the fault of a text that is not strict JSON;
 * the draft says what else refuses it: the shape, or `body_too_deep` or `body_lone_surrogate` of a text held in a string.
 */
export function readDraft(source: string, options: DraftOptions): Draft | JsonFault {
  const sink = new DraftReader(options);
  const { maxDepth } = options;
  // Inside a string a key may stand twice: whichever a parser picks has been read
  const scanned = options.level === undefined ? { sink, maxDepth, keys: new KeyMemory() } : { sink, maxDepth };
  return scanJson(source, scanned) ?? sink.take(source);
}

interface NewLeaf extends Pick<TextLeaf, 'text' | 'key'> {
  readonly prose?: TextLeaf['prose'] | undefined;
  readonly field: string | undefined;
}

/** Makes drafts of what a scanner tells it. */
export class DraftReader implements JsonSink {
  readonly #options: DraftOptions;
  #leaves: TextLeaf[] = [];
  #slots: (LeafSlot | DraftSlot)[] = [];
  #groups: LeafGroup[] = [];
  #runs: TokenRun[] = [];
  readonly #frames: DraftFrame[] = [];
  readonly #openGroups: OpenGroup[] = [];
  readonly #holders: OpenHolder[] = [];
  #inputs = 0;
  #model: string | undefined;
  #refusal: ErrorCode | undefined;

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** The draft of a source that was scanned; where it is a piece of a text, of that piece. */
  take(source: string): Draft {
    // Leaves of one group are rewritten together, so they may not lie in two drafts
    if (this.#openGroups.length > 0) throw new SallyportError('internal');
    const read = { leaves: this.#leaves, slots: this.#slots, groups: this.#groups, runs: this.#runs };
    const draft = { source, ...read, inputs: this.#inputs, model: this.#model, refusal: this.#refusal };
    this.#leaves = [];
    this.#slots = [];
    this.#groups = [];
    this.#runs = [];
    this.#inputs = 0;
    this.#model = undefined;
    return draft;
  }

  open(kind: 'object' | 'array', start: number): void {
    const { shape, field } = this.#arrive(kind);
    const group = shape.group ? { first: this.#leaves.length, blanks: [] } : undefined;
    if (group !== undefined) this.#openGroups.push(group);
    const child = kind === 'array' ? (shape.items ?? FREE) : FREE;
    this.#options.watch?.open(shape);
    const ids = kind === 'array' && shape.tokens && this.#options.tokens ? [] : undefined;
    const holder = this.#holds(shape, kind);
    this.#frames.push({
      shape,
      start,
      outer: field,
      first: this.#leaves.length,
      group,
      ids,
      holder,
      child,
      field,
      mixed: false,
      words: false,
      lists: false,
    });
  }

  close(end: number): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    this.#options.watch?.close();
    if (frame.holder !== undefined) this.#settle(frame.holder);
    if (frame.ids !== undefined && frame.ids.length > 0) this.#run({ ...frame, ids: frame.ids, end });
    if (frame.ids !== undefined && frame.words && frame.lists) this.#refuse(frame.shape);
    if (this.#options.tools === true) this.#argued(frame);
    if (frame.args !== undefined) nameTool(this.#leaves, frame.args, frame.tool);
    if (frame.shape.blank) this.#openGroups.at(-1)?.blanks.push({ start: frame.start, end });
    if (frame.group === undefined) return;
    this.#openGroups.pop();
    this.#groups.push({ ...frame.group, end: this.#leaves.length });
  }

  key(token: JsonScalar): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    const { shape } = frame;
    const name = token.text;
    frame.field = name;
    this.#options.watch?.key(name);
    if (shape.fields !== undefined && Object.hasOwn(shape.fields, name)) {
      frame.child = shape.fields[name] ?? FREE;
      return;
    }
    this.#refuse(disguised(shape, name));
    frame.child = shape.others ?? FREE;
    if (shape.keys === 'known') return;
    if (shape.keys === 'text') this.#slots.push({ start: token.start, end: token.end, leaf: this.#leaves.length });
    this.#leaf(shape.keys === 'text' ? 'text' : 'structure', { text: name, field: frame.outer, key: true });
  }

  scalar(token: JsonScalar): void {
    if (token.kind === 'number' && this.#tokenId(token.text)) return;
    const { shape, field } = this.#arrive(token.kind);
    const first = this.#leaves.length;
    this.#options.watch?.scalar(shape, token, this.#leaves.length);
    // A piece is read with those before and behind it
    if (token.kind === 'string' && shape.piece !== undefined) this.#replaceable(token, field);
    else if (token.kind === 'string' && this.#attach(token, { shape, field })) return;
    else if (token.kind === 'string') this.#string(token, { shape, field });
    else if (token.kind === 'number' && shape.number !== 'known' && hasDigits(token.text)) {
      this.#replaceable(token, field);
    }
    if (this.#options.tools !== true) return;
    const part = partOfCall(shape, field);
    const frame = this.#frames.at(-1);
    if (part === 'arguments') this.#argue(first);
    else if (part === 'name' && frame !== undefined && token.kind === 'string') frame.tool = token.text;
  }

  #argued({ shape, outer, first }: DraftFrame): void {
    if (partOfCall(shape, outer) === 'arguments') this.#argue(first);
  }

  /** The leaves from `first` on are arguments of the call that is open. */
  #argue(first: number): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.args ??= [];
    frame.args.push({ first, end: this.#leaves.length });
  }

  /** The shape and field of the next value, once it is allowed there. */
  #arrive(kind: JsonKind): { readonly shape: Shape; readonly field: string | undefined } {
    const frame = this.#frames.at(-1);
    const plain = frame === undefined ? this.#options.shape : frame.child;
    const shape = this.#options.attachments === undefined ? plain : (plain.attached ?? plain);
    if (frame !== undefined) {
      frame.mixed = true;
      frame.words ||= kind === 'string';
    }
    const isTokens = kind === 'array' && shape.tokens === true && this.#options.tokens === true;
    if (shape.only !== undefined && !isTokens && !shape.only.includes(kind)) this.#refuse(shape);
    if (shape.input && kind !== 'array' && kind !== 'null') this.#inputs += 1;
    return { shape, field: frame === undefined ? this.#options.field : frame.field };
  }

  /** An object whose attachments are asked for. */
  #holds(shape: Shape, kind: 'object' | 'array'): OpenHolder | undefined {
    const { attachments } = this.#options;
    if (attachments === undefined || shape.holder === undefined || kind === 'array') return undefined;
    const holder = new OpenHolder(attachments);
    this.#holders.push(holder);
    return holder;
  }

  /** Takes a string that is an attachment or says what one is, and tells whether it is no text to be read. */
  #attach(token: JsonScalar, { shape, field }: { readonly shape: Shape; readonly field: string | undefined }): boolean {
    const holder = this.#holders.at(-1);
    if (holder === undefined) return false;
    if (shape.claim !== undefined) holder.say(shape.claim, token.text);
    const coded = shape.media === 'coded';
    if (shape.media === undefined || (coded && holder.isText)) return false;
    holder.add({ leaf: this.#leaves.length, text: token.text, coded });
    // No base64 looks so: it is a text, or else refused in the end
    if (coded && looksLikeJson(token.text)) return false;
    this.#replaceable(token, field);
    return true;
  }

  /** What was taken for text is an attachment after all. */
  #settle(holder: OpenHolder): void {
    this.#holders.pop();
    const settled = holder.settle();
    if (typeof settled === 'string') this.#refusal ??= settled;
    else {
      for (const [index, attachment] of settled) {
        this.#leaves[index] = { ...this.#leaves[index], text: '', role: 'attachment', attachment };
      }
    }
  }

  /** Takes a token id, where one may stand, and tells whether it did. */
  #tokenId(number: string): boolean {
    const ids = this.#frames.at(-1)?.ids;
    const id = readTokenId(number);
    if (ids === undefined || id === undefined) return false;
    ids.push(id);
    return true;
  }

  /** A list of token ids: its text is told later. */
  #run({
    ids,
    start,
    end,
    mixed,
    shape,
    outer: field,
  }: DraftFrame & { readonly ids: readonly number[]; readonly end: number }): void {
    if (mixed) this.#refuse(shape);
    const around = this.#frames.at(-1);
    if (around !== undefined) around.lists = true;
    this.#inputs += 1;
    this.#runs.push({ start, end, ids, leaf: this.#leaves.length });
    this.#leaf('text', { text: '', field });
  }

  #string(token: JsonScalar, { shape, field }: { readonly shape: Shape; readonly field: string | undefined }): void {
    const verdict = (shape.string ?? text)(token.text);
    if (verdict === 'refuse') this.#refuse(shape);
    else if (verdict === 'text' || verdict === 'json') {
      if (!this.#nested(token, { field, expected: verdict === 'json' })) this.#replaceable(token, field);
    } else {
      if (shape.model) this.#model = token.text;
      if (verdict !== 'skip') this.#leaf('structure', { text: verdict.structure, field, prose: verdict.prose });
    }
  }

  /** Reads a string that holds a JSON document as one, and tells whether it did. */
  #nested(token: JsonScalar, position: { readonly field: string | undefined; readonly expected: boolean }): boolean {
    const level = (this.#options.level ?? 0) + 1;
    if (level > MAX_NESTING + 1 || !(position.expected || looksLikeJson(token.text))) return false;
    const maxDepth = this.#options.maxDepth - this.#frames.length;
    const draft = readDraft(token.text, { shape: NESTED, maxDepth, level, field: position.field });
    if (draft === 'body_not_json') return false;
    const fault = typeof draft === 'string' ? draft : level > MAX_NESTING ? 'body_too_deep' : draft.refusal;
    this.#refusal ??= fault;
    if (typeof draft === 'string') return true;
    this.#slots.push({ start: token.start, end: token.end, draft, first: this.#leaves.length });
    for (const leaf of draft.leaves) this.#leaves.push(leaf);
    return true;
  }

  /** Remembers the first refusal. The scan goes on: a text that is not JSON at all is told so first. */
  #refuse(shape: Shape | undefined): void {
    if (shape !== undefined) this.#refusal ??= shape.refusal ?? 'input_unreadable';
  }

  #replaceable(token: JsonScalar, field: string | undefined): void {
    this.#slots.push({ start: token.start, end: token.end, leaf: this.#leaves.length });
    this.#leaf('text', { text: token.text, field });
  }

  #leaf(role: TextLeaf['role'], { text, field, key, prose }: NewLeaf): void {
    const leaf = field === undefined ? { text, role } : { text, field, role };
    const marked = prose === undefined ? leaf : { ...leaf, prose };
    this.#leaves.push(key === undefined ? marked : { ...marked, key });
  }
}

/** Some servers match keys whatever their case, and would take `Stream` for `stream`: gives the shape that could hide. */
function disguised(shape: Shape, name: string): Shape | undefined {
  if (shape.fields === undefined) return undefined;
  const plain = name.normalize('NFKC').toLowerCase();
  const meant = Object.hasOwn(shape.fields, plain) ? shape.fields[plain] : undefined;
  return meant?.only === undefined ? undefined : meant;
}

function looksLikeJson(text: string): boolean {
  const first = text.trimStart().charAt(0);
  return first === '{' || first === '[';
}

function hasDigits(number: string): boolean {
  return number.length >= MIN_DIGITS && number.replace(/\D+/g, '').length >= MIN_DIGITS;
}
