import type { Baa } from '@sallyport/core';
import { CONDITIONS, type Conditions } from '../conditions/conditions.ts';
import { holds } from '../conditions/matches.ts';

/** Whose slice it is: what is the same in all of their calls over one connection. */
export interface SliceOwner {
  readonly issuer: string;
  readonly subject: string;
  readonly groups: readonly string[];
  readonly client?: string;
  readonly nature?: 'person' | 'service';
  readonly connection: string;
  readonly baa: Baa;
  /** Their address, where it is always the same. Absent: conditions on it stay open. */
  readonly source?: string;
}

const SETTLED: ReadonlySet<keyof Conditions> = new Set([
  'subjects',
  'groups',
  'issuers',
  'clients',
  'nature',
  'connections',
  'baa',
]);

/** The conditions that an owner's calls may or may not meet; `undefined` where they never meet them all. */
export function settle(when: Conditions, owner: SliceOwner): Conditions | undefined {
  const question = { ...owner, operation: '' };
  const isSettled = (name: keyof Conditions) =>
    SETTLED.has(name) || (name === 'networks' && owner.source !== undefined);
  const present = CONDITIONS.filter((name) => when[name] !== undefined);
  if (!present.filter(isSettled).every((name) => holds(when, name, question))) return undefined;
  return Object.fromEntries(present.filter((name) => !isSettled(name)).map((name) => [name, when[name]]));
}
