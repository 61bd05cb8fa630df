import { applyEdits, restoreEdits } from '@sallyport/vault';
import type { TextLeaf } from '@sallyport/wire';
import type { Answered } from '../exchange.ts';
import { conversationIds } from './conversation-ids.ts';

/** What becomes of a leaf's text once it is masked. */
export type Restore = (leaf: TextLeaf, masked: string) => string;

/**
 * Puts the caller's own values back into an answer, where the decision says so: into texts that are masked already, so that what is put
 * back is masked no more. Not into a provider's errors, which programs log. `undefined` where there is nothing to put back.
 */
export function restorerOf({ decision, tokens, answer }: Answered): Restore | undefined {
  const { restore } = decision;
  if (tokens === undefined || restore === undefined || answer.status >= 400) return undefined;
  return ({ tool, field }, masked) => applyEdits(masked, restoreEdits(masked, { tokens, restore, tool, field }));
}

/** Lets the conversation be found by the ids an answer bears. A list that was only read begins none. */
export function rememberConversation(exchange: Answered, leaves: readonly TextLeaf[]): void {
  if (exchange.operation.method === 'GET' || exchange.answer.status >= 400) return;
  exchange.tokens?.continueAs(conversationIds(leaves));
}
