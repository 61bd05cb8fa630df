import type { Position } from '../facts/fact-tree.ts';
import { isUnreadable } from '../plan/unreadable.ts';
import type { Fill } from './make-bodies.ts';
import { type Plantation, worded } from './plant-sentinels.ts';
import { isText, wellFormed } from './well-formed.ts';

export type Side = Parameters<typeof isUnreadable>[1];

/** Where nothing is to be found. */
const CLEAN = 'Please summarise the visit.';

/** A sentinel in every text; ids, names and what is one of a closed set as a program writes them. */
export function inTexts({ sentence }: Plantation, side: Side): Fill {
  return readable(side, (position) => (isText(position) ? sentence(position) : wellFormed(position)));
}

/** A sentinel in everything, as a sentence. */
export function inEverything({ sentence }: Plantation): Fill {
  return (position) => (position.kinds === 'n' ? 1 : sentence(position));
}

/** A sentinel in every id, name and choice, in the form of an id. */
export function inIds({ token }: Plantation, side: Side): Fill {
  return readable(side, (position) => {
    if (isText(position)) return worded(position, CLEAN);
    return position.kinds === 'n' ? 1 : token(position);
  });
}

/** Nothing to be found anywhere. Addresses and cities, which are identifiers whatever they are, are left out. */
export function nowhere(side: Side): Fill {
  return readable(side, (position) => {
    if (position.kinds.includes('u') || position.path.endsWith('.city')) return undefined;
    return isText(position) ? worded(position, CLEAN) : wellFormed(position);
  });
}

/** Lists of token ids, which stand beside no texts; what they spell has tests of its own. */
const TOKEN_IDS = /^\$\.(?:input|prompt)\[\]\[\]$/;

function readable(side: Side, fill: Fill): Fill {
  return (position: Position) =>
    isUnreadable(position, side) || TOKEN_IDS.test(position.path) ? undefined : fill(position);
}
