import { identityKey } from '@sallyport/core';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, type FaultPath, firstOf } from './fault.ts';
import type { PersonConfig } from './people-config.ts';

/**
 * Finds what is wrong with people and with where reviews are looked at: a name, an account or a Slack member that two people share would make
 * one of two, and an account that is a service too would be two of one.
 */
export function checkPeople(file: ConfigFile): Fault | undefined {
  const { people = [], issuers, samlIssuers = [], reviews } = file;
  const seen: Seen = {
    issuers: new Set([...issuers, ...samlIssuers].map(({ issuer }) => issuer)),
    services: new Set(people.flatMap(({ services = [] }) => services.map(identityKey))),
    names: new Set(),
    accounts: new Set(),
    members: new Set(),
  };
  const url = reviews.url === undefined ? undefined : checkUrl(reviews.url);
  return (
    firstOf(people, (person, at) => checkPerson(person, ['people', at], seen)) ??
    (url === undefined ? undefined : { path: ['reviews', 'url'], message: url })
  );
}

interface Seen {
  readonly issuers: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly names: Set<string>;
  readonly accounts: Set<string>;
  readonly members: Set<string>;
}

function checkPerson({ name, accounts, services = [], slack }: PersonConfig, path: FaultPath, seen: Seen) {
  const known = (key: string) => (account: Account, at: number) =>
    seen.issuers.has(account.issuer)
      ? undefined
      : { path: [...path, key, at, 'issuer'], message: 'must name a configured issuer' };
  return (
    taken(seen.names, name, { path: [...path, 'name'], message: 'must be unique' }) ??
    firstOf(accounts, known('accounts')) ??
    firstOf(services, known('services')) ??
    firstOf(accounts, (account, at) => checkAccount(account, [...path, 'accounts', at], seen)) ??
    (slack === undefined
      ? undefined
      : taken(seen.members, slack, { path: [...path, 'slack'], message: 'must be of one person only' }))
  );
}

type Account = PersonConfig['accounts'][number];

function checkAccount(account: Account, path: FaultPath, { accounts, services }: Seen): Fault | undefined {
  const key = identityKey(account);
  if (services.has(key)) return { path, message: 'must not be a service account as well' };
  return taken(accounts, key, { path, message: 'must be of one person only' });
}

function taken(seen: Set<string>, value: string, fault: Fault): Fault | undefined {
  if (seen.has(value)) return fault;
  seen.add(value);
  return undefined;
}
