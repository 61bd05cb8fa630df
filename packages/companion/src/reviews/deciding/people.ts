import { type Identity, identityKey } from '@sallyport/core';
import type { PersonConfig } from '../../config/index.ts';

/** Whose an account is: where people count, one person is one, however many accounts they have. */
export interface People {
  /** What two accounts of one person have in common, and no account of anybody else has. */
  personOf(identity: Identity): string;
  /** The people who answer for a service account; none for what is not configured as one. */
  ownersOf(identity: Identity): readonly string[];
}

/** The people of the configuration. Who is not in it is a person by their one account. */
export function peopleOf(people: readonly PersonConfig[] = []): People {
  const persons = new Map<string, string>();
  const owners = new Map<string, readonly string[]>();
  for (const { name, accounts, services = [] } of people) {
    for (const account of accounts) persons.set(identityKey(account), name);
    for (const service of services) {
      const key = identityKey(service);
      owners.set(key, [...(owners.get(key) ?? []), name]);
    }
  }
  return Object.freeze({
    // A key begins with a bracket, as no name does.
    personOf: (identity) => persons.get(identityKey(identity)) ?? identityKey(identity),
    ownersOf: (identity) => owners.get(identityKey(identity)) ?? [],
  } satisfies People);
}
