import type { Dimension } from './dimension.ts';
import { Listed } from './listed.ts';

/** The condition on operations: a question offers the operation's name, and `chat.*` for each beginning of it. */
export function listedOperations(size: number): Dimension {
  const listed = new Listed(size);
  let longest = 0;
  return {
    learn(position, { operations }) {
      for (const { length } of operations ?? []) longest = Math.max(longest, length);
      listed.learn(position, operations);
    },
    holding({ operation }) {
      if (!listed.isAsked) return undefined;
      return listed.holding(typeof operation === 'string' ? namesOf(operation, longest) : []);
    },
  };
}

/** None that is longer than the longest in the policy: there is nothing to find there. */
function* namesOf(operation: string, longest: number): Iterable<string> {
  yield operation;
  let dot = operation.indexOf('.');
  for (; dot >= 0 && dot < longest; dot = operation.indexOf('.', dot + 1)) yield `${operation.slice(0, dot)}.*`;
}
