import type { Dimension } from './dimension.ts';
import { Globs } from './globs.ts';
import type { Holding } from './holding.ts';
import { Listed } from './listed.ts';

const MOST_REMEMBERED = 64;
const LONGEST_REMEMBERED = 256;

/** The condition on models: a question offers the model's name, and every glob that it fits. What is found for a model is remembered, for the last 64. */
export function listedModels(size: number): Dimension {
  const listed = new Listed(size);
  const globs = new Globs();
  const remembered = new Map<string, Holding>();
  return {
    learn(position, { models }) {
      for (const glob of models ?? []) globs.add(glob);
      listed.learn(position, models);
    },
    holding({ model }) {
      if (!listed.isAsked) return undefined;
      if (typeof model !== 'string') return listed.holding([]);
      const known = remembered.get(model);
      if (known !== undefined) return known;
      const held = listed.holding(globs.fitting(model));
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      if (model.length <= LONGEST_REMEMBERED) remembered.set(model, held);
      return held;
    },
  };
}
