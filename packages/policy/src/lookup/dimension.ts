import type { Conditions } from '../conditions/conditions.ts';
import type { Question } from '../question.ts';
import type { Holding } from './holding.ts';

/** One condition of all rules, made ready to be looked up. */
export interface Dimension {
  /** Tells what a rule, by its position, asks. Rules come in their order. */
  learn(position: number, when: Conditions): void;
  /** The rules whose condition a question meets, with those that have none; `undefined` where no rule has it. */
  holding(question: Question): Holding | undefined;
}
