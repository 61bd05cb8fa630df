import { applyEdits, restoreEdits, type TokenEdit } from '@sallyport/vault';
import type { TextLeaf } from '@sallyport/wire';
import type { Answered } from '../exchange.ts';
import { conversationIds } from './conversation-ids.ts';

/** A text of an answer: a leaf, or a window of one that comes in pieces, of which what stands before `from` was given already. */
export type AnswerText = TextLeaf & { readonly from?: number };

/** The edits that put the caller's own values back into a text. */
export type Restore = (text: AnswerText) => readonly TokenEdit[];

/**
 * How the caller's own values are put back into an answer, where the decision says so. Not into a provider's errors, which programs log.
 * `undefined` where there is nothing to put back.
 */
export function restorerOf({ decision, tokens, answer }: Answered): Restore | undefined {
  const { restore } = decision;
  if (tokens === undefined || restore === undefined || answer.status >= 400) return undefined;
  return ({ text, role, ...place }) => (role === 'text' ? restoreEdits(text, { ...place, tokens, restore }) : []);
}

/** A leaf's text, masked already, with the caller's own values in it: what is put back is masked no more. */
export function restoreText(leaf: TextLeaf, masked: string, restore: Restore | undefined): string {
  return restore === undefined ? masked : applyEdits(masked, restore({ ...leaf, text: masked }));
}

/** The edits of a text that mask it, and of those that restore it all that touch none of them. Both, and the result, are sorted and disjoint. */
export function mergeEdits(masking: readonly TokenEdit[], restoring: readonly TokenEdit[]): readonly TokenEdit[] {
  if (restoring.length === 0) return masking;
  let next = 0;
  const apart = restoring.filter(({ start, end }) => {
    while ((masking[next]?.end ?? start + 1) <= start) next += 1;
    const mask = masking[next];
    return mask === undefined || mask.start >= end;
  });
  return [...masking, ...apart].sort((a, b) => a.start - b.start);
}

/** Lets the conversation be found by the ids an answer bears, in whole or in pieces. A list that was only read begins none. */
export function rememberConversation({ operation, answer, tokens }: Answered, leaves: readonly TextLeaf[]): void {
  if (operation.method !== 'GET' && answer.status < 400) tokens?.continueAs(conversationIds(leaves));
}
