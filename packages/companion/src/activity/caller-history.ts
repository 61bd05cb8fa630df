import type { Identity } from '@sallyport/core';
import { personOf } from '../ledger/index.ts';
import { countOf, guarded, type SqlRunner } from '../storage/index.ts';
import type { CallerHistory } from './callers.ts';

const DAY_MS = 86_400_000;
/** So many days before a period say how busy somebody is. */
const DAYS = 7;

/** What the index of sessions knows of callers from before a moment, in milliseconds since the Unix epoch. Its methods raise `ledger_unavailable`. */
export function callerHistory(database: SqlRunner, before: number): CallerHistory {
  return Object.freeze({
    newcomers: async (identities) => {
      const byPerson = new Map(identities.map((one) => [personHex(one), one]));
      const rows = await guarded(
        database.query({
          name: 'sallyport_activity_known',
          text: `select person from unnest($1::text[]) as asked (person) where exists (
            select from session_index where session_index.person = decode(asked.person, 'hex') and opened_at < $2::timestamptz)`,
          values: [[...byPerson.keys()], new Date(before).toISOString()],
        }),
      );
      for (const { person } of rows) byPerson.delete(String(person));
      return [...byPerson.values()];
    },
    busiestHour: async (identity) => {
      let busiest = 0;
      // Day by day: the embedded database does one thing at a time, and calls wait for it.
      for (let day = 1; day <= DAYS; day += 1) {
        const from = before - day * DAY_MS;
        const rows = await guarded(
          database.query({ name: 'sallyport_activity_busiest', text: BUSIEST, values: hourValues(identity, from) }),
        );
        busiest = Math.max(busiest, countOf(rows[0]?.busiest ?? 0));
      }
      return busiest;
    },
  } satisfies CallerHistory);
}

const BUSIEST = `select max(calls) as busiest from (
  select count(*) as calls from session_index
  where person = decode($1::text, 'hex') and opened_at >= $2::timestamptz and opened_at < $3::timestamptz
  group by floor(extract(epoch from opened_at) / 3600)) as hours`;

function hourValues(identity: Identity, from: number): readonly string[] {
  return [personHex(identity), new Date(from).toISOString(), new Date(from + DAY_MS).toISOString()];
}

function personHex(identity: Identity): string {
  return Buffer.from(personOf(identity)).toString('hex');
}
