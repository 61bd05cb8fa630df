import { SallyportError, utf8 } from '@sallyport/core';
import type { Draft } from '../draft.ts';
import { type Replacement, rewriteDraft } from '../rewrite-draft.ts';
import { draftSection } from '../sections/draft-section.ts';
import type { Section } from '../sections/section.ts';
import type { TextLeaf, TokenDecoder } from '../text-document.ts';
import { mendTexts } from './mend-texts.ts';
import { seamsOf, type TokenSeam } from './token-seam.ts';
import { wholeTexts } from './whole-texts.ts';

/** The most bytes that the token ids of a body may stand for: one id may be a hundred spaces. */
const MAX_BYTES = 8_388_608;

/** How to spell out texts that are given as token ids. */
export interface TokenOptions {
  readonly decode: TokenDecoder | undefined;
  /** The model, where the body does not name one. */
  readonly model?: string | undefined;
  /** What stands behind the text. Default: nothing. */
  readonly behind?: string;
}

/**
 * The section of a body that may hold texts as lists of token ids. Each is a leaf, and so is the text around each place where
 * one ends and the next begins, for they may be slices of one text. As long as none of these changes, the ids stay; then
 * **all** of them become strings. Throws `input_unreadable` of ids no one can decode.
 */
export function tokenSection(draft: Draft, { decode, model, behind = '' }: TokenOptions): Section {
  const { runs } = draft;
  if (runs.length === 0) return draftSection(draft, { behind });
  const texts = decodeRuns(draft, { decode, model });
  const seams = seamsOf(texts);
  const leaves = [...draft.leaves];
  for (const [index, { leaf }] of runs.entries())
    leaves[leaf] = { ...draft.leaves[leaf], text: texts[index] ?? '', role: 'text' };
  for (const { before, behind: next } of seams) leaves.push(seamLeaf(before + next, draft.leaves[runs[0]?.leaf ?? 0]));
  const read = { draft, texts, seams };
  const write = (replacement: Replacement) => utf8(rewriteRuns(read, replacement) + behind);
  return { leaves, inputs: draft.inputs, model: draft.model, write };
}

function seamLeaf(text: string, like: TextLeaf | undefined): TextLeaf {
  return { ...like, text, role: 'text' };
}

function decodeRuns(draft: Draft, { decode, model }: TokenOptions): readonly string[] {
  const named = draft.model ?? model;
  const runs: Uint8Array[] = [];
  let length = 0;
  for (const { ids } of draft.runs) {
    const bytes = named === undefined ? undefined : decode?.(named, ids);
    if (bytes === undefined) throw new SallyportError('input_unreadable');
    length += bytes.length;
    if (length > MAX_BYTES) throw new SallyportError('body_too_large');
    runs.push(bytes);
  }
  return wholeTexts(runs);
}

interface DecodedRuns {
  readonly draft: Draft;
  readonly texts: readonly string[];
  readonly seams: readonly TokenSeam[];
}

function rewriteRuns({ draft, texts, seams }: DecodedRuns, replacement: Replacement): string {
  const { runs } = draft;
  const own = runs.map(({ leaf }, index) => replacement(leaf) ?? texts[index] ?? '');
  const judged = seams.map(({ before, behind }, index) => replacement(draft.leaves.length + index) ?? before + behind);
  const written = mendTexts({ texts, written: own, seams, judged });
  if (written.every((text, index) => text === texts[index])) return rewriteDraft(draft, replacement);
  const byLeaf = new Map(runs.map(({ leaf }, index) => [leaf, written[index]]));
  return rewriteDraft({ ...draft, slots: [...draft.slots, ...runs] }, (leaf) => byLeaf.get(leaf) ?? replacement(leaf));
}
