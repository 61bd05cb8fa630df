import type { AppliedCounts, Entity, OperatorPlan, Span } from '@sallyport/core';
import { OperatorContext, type TransformOptions } from './operators/operator-context.ts';
import { applyOperator } from './operators/registry.ts';
import { resolveOverlaps } from './overlap.ts';

/** A transformed text, and how many spans of each entity each operator met. */
export interface Transformed {
  readonly text: string;
  readonly applied: AppliedCounts;
}

/**
 * Applies to each span the operator the plan gives its entity, in one pass over `text`.
 * `spans` are UTF-16 offsets; unsorted or overlapping ones are resolved first. Without options, surrogates and shifted dates
 * are consistent in this text alone.
 * Throws `phi_blocked` when the plan blocks one of the entities found, `config_invalid` for options that are none.
 */
export function transform(
  text: string,
  spans: readonly Span[],
  plan: OperatorPlan,
  options: TransformOptions = {},
): Transformed {
  const context = new OperatorContext(options);
  const counts: Partial<Record<Entity, Record<string, number>>> = {};
  let out = '';
  let from = 0;
  for (const span of isDisjoint(spans) ? spans : resolveOverlaps(text, spans)) {
    const operator = plan[span.type];
    out += text.slice(from, span.start);
    out += applyOperator(operator, { value: text.slice(span.start, span.end), span, context });
    from = span.end;
    const byOperator = counts[span.type] ?? {};
    counts[span.type] = { ...byOperator, [operator]: (byOperator[operator] ?? 0) + 1 };
  }
  return Object.freeze({ text: out + text.slice(from), applied: Object.freeze(counts) });
}

function isDisjoint(spans: readonly Span[]): boolean {
  return spans.every((span, index) => span.start >= (spans[index - 1]?.end ?? 0));
}
