import { didYouMean } from '../document/check/did-you-mean.ts';
import type { PolicyFault } from '../document/fault.ts';
import { isPlain } from '../is-plain.ts';

/** Steps from the top of a document to a part of it. */
export type Path = PolicyFault['path'];

/** What a value must be: tells whether it is, and says it in words that follow `must be`. */
export interface Kind {
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
  /** Of a value that holds others by name: what they must be. Unknown names are faults. */
  readonly members?: Members;
}

/** What a document may hold, by name. */
export type Members = Readonly<Record<string, Kind>>;

/** How the members of a value are checked. */
export interface MembersCheck {
  readonly path: Path;
  readonly members: Members;
  readonly required: readonly string[];
}

/** What is wrong with an object: unknown keys first, then what is missing, then what is not as it must be. */
export function checkMembers(value: unknown, { path, members, required }: MembersCheck): readonly PolicyFault[] {
  if (!isPlain(value)) return [{ path, message: 'must be a set of keys and values' }];
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(members, key));
  const missing = required.filter((key) => value[key] === undefined);
  return [
    ...unknown.map((key) => ({ path, key, message: `has an unknown key${didYouMean(key, Object.keys(members))}` })),
    ...missing.map((key) => ({ path, message: `must have ${key}` })),
    ...Object.entries(members).flatMap(([key, kind]) => checkMember(value[key], { path: [...path, key], kind })),
  ];
}

function checkMember(
  value: unknown,
  { path, kind }: { readonly path: Path; readonly kind: Kind },
): readonly PolicyFault[] {
  if (value === undefined) return [];
  if (kind.members !== undefined && isPlain(value))
    return checkMembers(value, { path, members: kind.members, required: [] });
  return kind.fits(value) ? [] : [{ path, message: `must be ${kind.words}` }];
}
