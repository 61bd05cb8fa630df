import { type Operation, SallyportError } from '@sallyport/core';
import { matchOf, type RouteMatch } from './api.ts';
import { modelName } from './string-rule.ts';
import type { TextLeaf } from './text-document.ts';

const NONE: readonly TextLeaf[] = Object.freeze([]);

/** The row of the table an operation is served by. Throws `operation_unknown`. */
export function routeOf(operation: Operation): RouteMatch {
  const match = matchOf(operation);
  if (match === undefined) throw new SallyportError('operation_unknown');
  return match;
}

/** The leaves of an operation's path: segments the caller chose. A path cannot be rewritten; a deployment is often named for its model. */
export function pathLeaves({ parameters }: RouteMatch): readonly TextLeaf[] {
  if (parameters.size === 0) return NONE;
  return [...parameters].flatMap(([field, value]): TextLeaf[] => {
    const verdict = modelName(value);
    if (verdict === 'skip') return [];
    return [{ text: typeof verdict === 'object' ? verdict.structure : value, field, role: 'structure' }];
  });
}
