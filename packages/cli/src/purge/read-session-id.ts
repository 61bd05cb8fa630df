import { isUuid, SallyportError } from '@sallyport/core';

/** The id of a session as it was typed in. Raises `recording_unknown` for what is none. */
export function readSessionId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (!isUuid(id)) throw new SallyportError('recording_unknown');
  return id;
}
