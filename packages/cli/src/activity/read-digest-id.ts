import { isUuid, SallyportError } from '@sallyport/core';

/** The id of a digest as it was typed in. Raises `activity_unknown` for what is none. */
export function readDigestId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (!isUuid(id)) throw new SallyportError('activity_unknown');
  return id;
}
