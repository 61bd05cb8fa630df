import type { Conditions } from './document/conditions.ts';
import type { Question } from './question.ts';

/** Tells whether a question meets every condition of a rule. */
export function matches(when: Conditions | undefined, question: Question): boolean {
  const operations = when?.operations;
  return operations === undefined || operations.some((one) => speaksOf(one, question.operation));
}

/** `http.*` speaks of every operation whose name begins with `http.`; any other name of itself alone. */
function speaksOf(name: string, operation: string): boolean {
  return name.endsWith('.*') ? operation.startsWith(name.slice(0, -1)) : name === operation;
}
