import { utf8 } from '@sallyport/core';
import type { Draft } from '../draft.ts';
import { rewriteDraft } from '../rewrite-draft.ts';
import type { Section } from './section.ts';

/** The section of a JSON text, or of a piece of one, with what stands before and behind it. */
export function draftSection(draft: Draft, { before = '', behind = '' } = {}): Section {
  const { leaves, inputs, model } = draft;
  return { leaves, inputs, model, write: (replacement) => utf8(before + rewriteDraft(draft, replacement) + behind) };
}
