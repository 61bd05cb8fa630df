import type { Statement } from '../storage/index.ts';
import { Parameters } from '../storage/statement-parameters.ts';
import { APPEND_PARTS, appendOf, moveHead } from './append-parts.ts';
import type { Step } from './growth.ts';

/**
 * Builds the statement that takes a step: one statement that moves the head by compare-and-set and writes all that goes with it. It
 * answers `moved` 1, or 0 when the head is elsewhere, a session cannot be closed, a client key is another's, or a recording cannot be ended,
 * and has then written nothing. A known event, session, salt or segment violates a unique constraint.
 *
 * What a step has no work for is left out, so that there are a few statements, each prepared once: a part without work takes the
 * database as long as a leaf.
 */
export function appendStatement(step: Step): Statement {
  const append = appendOf(step);
  const parameters = new Parameters();
  const needed = APPEND_PARTS.filter((part) => part.needed(append));
  const parts = [moveHead(append, parameters), ...needed.map(({ write }) => write(append, parameters))];
  return {
    name: `sallyport_append_${needed.map(({ letter }) => letter).join('')}`,
    text: `with ${parts.join(', ')} select count(*)::int as moved from head`,
    values: parameters.values,
  };
}
