import type { AppliedCounts, Entity, OperatorPlan, Span } from '@sallyport/core';
import { OperatorContext, type TransformOptions } from './operators/operator-context.ts';
import { applyOperator } from './operators/registry.ts';
import { resolveOverlaps } from './overlap.ts';
import { writtenValues } from './structure/written-values.ts';

/** A transformed text, and how many spans of each entity each operator met. */
export interface Transformed {
  readonly text: string;
  readonly applied: AppliedCounts;
}

/**
 * Applies to each span the operator the plan gives its entity, in one pass over `text`.
 * `spans` are UTF-16 offsets; unsorted or overlapping ones are resolved first. A record stays valid in its format: what
 * replaces a number of JSON is quoted, and what replaces a value with escapes is escaped again. Without options, surrogates
 * and shifted dates are consistent in this text alone.
 * Throws `phi_blocked` when the plan blocks one of the entities found, `vault_missing` when it asks for tokens and there are none,
 * `config_invalid` for options that are none.
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
  const disjoint = isDisjoint(spans) ? spans : resolveOverlaps(text, spans);
  const written = writtenValues(text, disjoint);
  for (const span of disjoint) {
    const operator = plan[span.type];
    const raw = text.slice(span.start, span.end);
    const { value, write } = written.get(span.start) ?? { value: raw, write: asItIs };
    const replacement = applyOperator(operator, { value, span, context });
    out += text.slice(from, span.start) + (replacement === value ? raw : write(replacement));
    from = span.end;
    const byOperator = counts[span.type] ?? {};
    counts[span.type] = { ...byOperator, [operator]: (byOperator[operator] ?? 0) + 1 };
  }
  return Object.freeze({ text: out + text.slice(from), applied: Object.freeze(counts) });
}

function asItIs(value: string): string {
  return value;
}

function isDisjoint(spans: readonly Span[]): boolean {
  return spans.every((span, index) => span.start >= (spans[index - 1]?.end ?? 0));
}
