import { isUuid, SallyportError } from '@sallyport/core';
import type { PartKind, PartPlace } from '../recordings/segment-store.ts';

const FOLDERS: Readonly<Record<PartKind, string>> = Object.freeze({ recording: 'recordings', originals: 'originals' });

/** What the keys of all parts of a recording or an original begin with. Of a call they tell the session's UUID alone. Raises `internal` for any other id. */
export function partsPrefix(prefix: string, { kind, session }: Pick<PartPlace, 'kind' | 'session'>): string {
  if (!isUuid(session)) throw new SallyportError('internal');
  return `${prefix}/${FOLDERS[kind]}/${session}/`;
}

/** The key of a part: `<prefix>/recordings/<session>/<index>`. */
export function objectKey(prefix: string, place: PartPlace): string {
  return `${partsPrefix(prefix, place)}${place.index}`;
}

/** The index of the part that a key stands for. */
export function indexOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}
