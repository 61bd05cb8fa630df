import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import type { Position } from '../facts/fact-tree.ts';

/** Sentinels under the names of the positions they were planted in. */
export interface Plantation {
  readonly planted: readonly Sentinel[];
  /** A text for this position, with a sentinel in it that is in no other. */
  sentence(position: Position): unknown;
  /** An id for this position, with such a sentinel in it. */
  token(position: Position): string;
  /** Every planted text, a line each. */
  texts(): string;
}

/** Begins a plantation. */
export function startPlantation(): Plantation {
  const planted: Sentinel[] = [];
  const byPath = new Map<string, Sentinel>();
  const supply = startSupply();
  const at = ({ path }: Position, type?: Sentinel['type']): Sentinel => {
    const sentinel = byPath.get(path) ?? { ...supply(type), name: path };
    if (!byPath.has(path)) planted.push(sentinel);
    byPath.set(path, sentinel);
    return sentinel;
  };
  return {
    planted,
    sentence: (position) => worded(position, at(position, position.kinds.includes('u') ? 'URL' : undefined).sentence),
    token: (position) => `ssn-${at(position, 'SSN').value}`,
    texts: () => planted.map(({ sentence }) => sentence).join('\n'),
  };
}

/** Text as it stands in this position: in JSON where that is what is there, in a file where it is a file's. */
export function worded({ path, kinds }: Position, text: string): unknown {
  if (kinds === 'a') return { note: text };
  if (kinds.includes('b')) return new File([`${text}\n`], 'note.txt', { type: 'text/plain' });
  return path.endsWith('.arguments') ? JSON.stringify({ note: text }) : text;
}

/** One kind after the other, new ones each time round; or the next of one kind. */
function startSupply(): (type?: Sentinel['type']) => Sentinel {
  let waiting: Sentinel[] = [];
  return (type) => {
    for (;;) {
      const index = waiting.findIndex((one) => type === undefined || one.type === type);
      const [sentinel] = index < 0 ? [] : waiting.splice(index, 1);
      if (sentinel !== undefined) return sentinel;
      waiting = [...waiting, ...makeSentinels(type === undefined ? undefined : [type])];
    }
  };
}
