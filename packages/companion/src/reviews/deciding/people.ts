import type { Identity } from '@sallyport/core';
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
    for (const account of accounts) persons.set(accountKey(account), name);
    for (const service of services) {
      const key = accountKey(service);
      owners.set(key, [...(owners.get(key) ?? []), name]);
    }
  }
  return Object.freeze({
    personOf: (identity) => persons.get(accountKey(identity)) ?? accountKey(identity),
    ownersOf: (identity) => owners.get(accountKey(identity)) ?? [],
  } satisfies People);
}

/** Begins with a bracket, as no name does. */
function accountKey({ issuer, subject }: Identity): string {
  return JSON.stringify([issuer, subject]);
}
