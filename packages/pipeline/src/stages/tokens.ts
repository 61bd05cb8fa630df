import { ENTITIES, findTokens, identityKey, type OperatorPlan, type Span } from '@sallyport/core';
import { type TransformOptions, transform as transformText } from '@sallyport/phi';
import type { MintOptions, TokenScope, TokenValue } from '@sallyport/vault';
import type { TextLeaf } from '@sallyport/wire';
import type { Decided } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { conversationIds } from './conversation-ids.ts';

/** Opens the scope of a call, where the decision needs one and the door has a vault. */
export async function openTokens(door: Door, exchange: Decided): Promise<TokenScope | undefined> {
  const { decision, document, operation, caller } = exchange;
  const minting = asksForTokens(decision.operators.out) || asksForTokens(decision.operators.back);
  if (door.vault === undefined || !(minting || decision.restore !== undefined)) return undefined;
  const conversations = conversationIds(document?.leaves ?? [], operation.path);
  return door.vault.open({ caller: identityKey(caller), conversations });
}

/** Leaves with what was found in them, and the plan for it. */
export interface TokenWork {
  readonly leaves: readonly TextLeaf[];
  readonly spans: readonly (readonly Span[])[];
  readonly plan: OperatorPlan;
  /** The call's scope; absent where the door has no vault. */
  readonly tokens?: TokenScope | undefined;
}

/**
 * Mints for every value that the plan gives a token, all at once, and gives what `transform` asks for them. `undefined` where no token is
 * wanted, or there is no vault: then asking raises `vault_missing`.
 */
export async function mintTokens(
  { leaves, spans, plan, tokens }: TokenWork,
  from: NonNullable<MintOptions['from']>,
): Promise<TransformOptions['tokens']> {
  const found = (span: Span) => plan[span.type] === 'tokenize';
  if (tokens === undefined || !spans.some((list) => list.some(found))) return undefined;
  const values = new Map<string, TokenValue>();
  const ask: TransformOptions['tokens'] = (entity, value) => {
    values.set(keyOf(entity, value), { entity, value });
    return '';
  };
  for (const [index, { text, role }] of leaves.entries()) {
    const list = spans[index] ?? [];
    if (role === 'text' && list.some(found)) transformText(text, list, plan, { tokens: ask });
  }
  const minted = await tokens.mint([...values.values()], { from, standing: tokensIn(leaves) });
  const byValue = new Map([...values.keys()].map((key, index) => [key, minted[index] ?? '']));
  return (entity, value) => byValue.get(keyOf(entity, value)) ?? '';
}

function asksForTokens(plan: OperatorPlan): boolean {
  return ENTITIES.some((entity) => plan[entity] === 'tokenize');
}

function tokensIn(leaves: readonly TextLeaf[]): ReadonlySet<string> {
  return new Set(leaves.flatMap(({ text }) => findTokens(text).map(({ token }) => token)));
}

function keyOf(entity: string, value: string): string {
  return `${entity} ${value}`;
}
