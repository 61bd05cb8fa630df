import type { AppliedCounts } from '@sallyport/core';
import { scan } from '@sallyport/phi';

/**
 * What a client says of a note that it sends as it is: the identifiers it found, all left standing. So the companion has them
 * to replace, and no claim that says too little to report.
 */
export function leftStanding(note: string): AppliedCounts {
  const byEntity = Map.groupBy(scan(note), ({ type }) => type);
  return Object.fromEntries([...byEntity].map(([entity, spans]) => [entity, { allow: spans.length }]));
}
