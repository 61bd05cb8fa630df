import type { AppliedCounts } from '@sallyport/core';
import { scan } from '@sallyport/phi';
import type { Operation } from './body.ts';

/**
 * What a client says of a note that it sends as it is: the identifiers it found, all left standing. So the companion has them
 * to replace, and no claim that says too little to report.
 */
export function leftStanding(note: string, operation: Operation): AppliedCounts {
  // The companion reads a text under the name of its field.
  const field = operation === 'embeddings' ? 'input' : 'content';
  const byEntity = Map.groupBy(scan(note, { field }), ({ type }) => type);
  return Object.fromEntries([...byEntity].map(([entity, spans]) => [entity, { allow: spans.length }]));
}
