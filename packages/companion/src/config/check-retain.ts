import { suggest } from '@sallyport/core';
import type { RuleDocument } from '@sallyport/policy';
import { type Fault, firstOf } from './fault.ts';
import type { RetentionConfig } from './retention-config.ts';

/** Finds a rule whose `retain` is no retention class. Paths begin at the policy's document. */
export function checkRetain(
  rules: readonly RuleDocument[],
  { classes }: Pick<RetentionConfig, 'classes'>,
): Fault | undefined {
  const names = Object.keys(classes);
  return firstOf(rules, ({ retain }, at) => {
    if (retain === undefined || names.includes(retain)) return undefined;
    const near = suggest(retain, names);
    const message = `must name a retention class${near === undefined ? '' : `: did you mean ${near}?`}`;
    return { path: ['rules', at, 'retain'], message };
  });
}
