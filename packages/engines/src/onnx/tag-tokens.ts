import type { Tagged } from './logits.ts';
import type { TokenModel } from './token-model.ts';

/**
 * Tags any number of tokens in windows of what the model takes at once, each of which overlaps the one before by a quarter. Where windows
 * disagree, what one of them finds counts, and of two finds the likelier.
 */
export async function tagTokens(
  ids: readonly number[],
  { model, signal }: { readonly model: Pick<TokenModel, 'most' | 'tag'>; readonly signal: AbortSignal },
): Promise<readonly Tagged[]> {
  const step = Math.max(1, model.most - (model.most >> 2));
  const tags: Tagged[] = [];
  for (let from = 0; from < ids.length; from += step) {
    signal.throwIfAborted();
    const window = await model.tag(ids.slice(from, from + model.most));
    for (const [at, tag] of window.entries()) tags[from + at] = strongerOf(tags[from + at], tag);
    if (from + model.most >= ids.length) break;
  }
  return tags;
}

function strongerOf(before: Tagged | undefined, tag: Tagged): Tagged {
  if (before === undefined || before.label === 'O') return tag;
  return tag.label === 'O' || tag.probability <= before.probability ? before : tag;
}
