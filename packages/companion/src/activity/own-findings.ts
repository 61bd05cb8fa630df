import type { Identity } from '@sallyport/core';
import type { PersonConfig } from '../config/index.ts';
import { peopleOf } from '../reviews/deciding/index.ts';
import { guarded, type SqlRunner } from '../storage/index.ts';
import type { DigestContent } from './digest-content.ts';
import { personText } from './finding-tally.ts';

/** What tells whose findings are whose. */
export interface OwnParts {
  readonly database: SqlRunner;
  /** People with several accounts, or with services they answer for. */
  readonly people: readonly PersonConfig[];
}

/**
 * Whether a digest has findings about somebody: about any of their accounts, or of the services they answer for. Where it could not tell all whom its
 * findings are about, also whoever called in its period counts as one. Raises `ledger_unavailable`.
 */
export async function hasOwnFindings(
  { database, people }: OwnParts,
  content: DigestContent,
  identity: Identity,
): Promise<boolean> {
  const { personOf, ownersOf } = peopleOf(people);
  const person = personOf(identity);
  const named = content.findings.flatMap(({ who }) => (who === undefined ? [] : [who]));
  if (named.some((who) => personOf(who) === person || ownersOf(who).includes(person))) return true;
  const accounts = accountsOf(people, { person, identity }).map(personText);
  const unnamed = new Set(content.unnamed);
  if (accounts.some((one) => unnamed.has(one))) return true;
  return content.unnamed_cut === true && called(database, accounts, content);
}

/** One's accounts, and those of the services that one answers for. */
function accountsOf(
  people: readonly PersonConfig[],
  { person, identity }: { readonly person: string; readonly identity: Identity },
): readonly Identity[] {
  const { accounts = [], services = [] } = people.find(({ name }) => name === person) ?? {};
  return [identity, ...accounts, ...services];
}

async function called(database: SqlRunner, accounts: readonly string[], { from, to }: DigestContent): Promise<boolean> {
  const text = `select 1 as one from unnest($1::text[]) as asked (person) where exists (
    select from session_index where session_index.person = decode(asked.person, 'hex')
      and opened_at >= $2::timestamptz and opened_at < $3::timestamptz) limit 1`;
  const persons = accounts.map((one) => Buffer.from(one, 'base64url').toString('hex'));
  const values = [persons, from, to];
  return (await guarded(database.query({ name: 'sallyport_activity_called', text, values }))).length > 0;
}
