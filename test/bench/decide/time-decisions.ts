import { decide, type Policy, type Question } from '@sallyport/policy';
import { quantile } from '../report/median.ts';

/** What a round gave, in microseconds. */
export interface DecisionTimes {
  /** By the clock. */
  readonly mean: number;
  /** By the time that the system counted for this thread, which a busy machine disturbs less. */
  readonly processor: number;
  /** Of each by itself, by the clock. */
  readonly p50: number;
  readonly p99: number;
}

/** Decides about each question once: all in one go for the means, and then once more, each by itself, for the slowest. */
export function timeDecisions(policy: Policy, questions: readonly Question[]): DecisionTimes {
  const used = process.threadCpuUsage();
  const started = performance.now();
  for (const question of questions) decide(policy, question);
  const taken = performance.now() - started;
  const { user, system } = process.threadCpuUsage(used);
  const each = questions.map((question) => {
    const began = performance.now();
    decide(policy, question);
    return (performance.now() - began) * 1_000;
  });
  const mean = (taken * 1_000) / questions.length;
  const processor = (user + system) / questions.length;
  return { mean, processor, p50: quantile(each, 0.5), p99: quantile(each, 0.99) };
}
