import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import type { Dimension } from './dimension.ts';
import { findFirst } from './holding.ts';
import { listedModels } from './listed-models.ts';
import { listedNetworks } from './listed-networks.ts';
import { listedOperations } from './listed-operations.ts';
import { listedValues } from './listed-values.ts';
import { Measures } from './measures.ts';
import { wordsFor } from './rule-set.ts';
import { clocksAt, Times } from './times.ts';

/**
 * Finds the first rule that matches among many. Conditions that list something are looked up, each leaving some rules; the few that all
 * of them leave are then asked for their ranges and times, in their order. It agrees with `matches`, and takes room in proportion to the policy.
 */
export class RuleIndex {
  readonly #rules: readonly Rule[];
  readonly #dimensions: readonly Dimension[];
  readonly #measures = new Measures();
  readonly #times = new Times();

  constructor(rules: readonly Rule[]) {
    const size = rules.length;
    this.#rules = rules;
    this.#dimensions = [...listedValues(size), listedOperations(size), listedModels(size), listedNetworks(size)];
    for (const [position, { when = {} }] of rules.entries()) {
      for (const dimension of this.#dimensions) dimension.learn(position, when);
      this.#measures.learn(when);
      this.#times.learn(when);
    }
  }

  /** The first rule whose conditions a question meets. */
  find(question: Question): Rule | undefined {
    const holdings = this.#dimensions.map((one) => one.holding(question)).filter((held) => held !== undefined);
    const taken = this.#measures.take(question);
    const clocks = clocksAt(question.time);
    const position = findFirst(holdings, {
      words: wordsFor(this.#rules.length),
      // The last word has bits that stand for no rule.
      fits: (one) => one < this.#rules.length && this.#measures.hold(one, taken) && this.#times.hold(one, clocks),
    });
    return this.#rules[position];
  }
}

const indexes = new WeakMap<Policy, RuleIndex>();

/** The index of a policy, which is made for its first question and lives as long as the policy. */
export function indexOf(policy: Policy): RuleIndex {
  const known = indexes.get(policy);
  if (known !== undefined) return known;
  const made = new RuleIndex(policy.rules);
  indexes.set(policy, made);
  return made;
}
