import { identityKey } from '@sallyport/core';
import { bytesOf, countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';
import type { Entry } from './entry.ts';
import { digestOf, type Known, keyOf } from './sift-batch.ts';

/** Asks the database what it knows of a batch. The head must be locked, so that the answer stays true. */
export async function readKnown(runner: SqlRunner, entries: readonly Entry[]): Promise<Known> {
  const events = await runner.query({
    name: 'sallyport_known_events',
    text: `select leaf.kid, leaf.event_id, leaf.index, leaf.leaf, leaf.leaf_hash
      from unnest($1::text[], $2::uuid[]) as entry (kid, event_id)
      cross join lateral (select * from ledger_leaf where kid = entry.kid and event_id = entry.event_id limit 1) as leaf`,
    values: [entries.map(({ kid }) => kid), entries.map(({ eventId }) => eventId)],
  });
  const sessions = await runner.query({
    name: 'sallyport_known_sessions',
    text: 'select id, closed_index is null as open from session where id = any($1::uuid[])',
    values: [entries.flatMap(({ session }) => (session === undefined ? [] : [session.id]))],
  });
  const salts = await runner.query({
    name: 'sallyport_known_salts',
    text: `select session.salt_digest from unnest($1::text[]) as salt (digest)
      join session on session.salt_digest = decode(salt.digest, 'hex')`,
    values: [entries.flatMap(({ session }) => (session?.salt === undefined ? [] : [digestOf(session.salt.digest)]))],
  });
  const owners = await runner.query({
    name: 'sallyport_known_client_keys',
    text: 'select kid, issuer, subject from client_key where kid = any($1::text[])',
    values: [entries.flatMap(({ clientKey }) => (clientKey === undefined ? [] : [clientKey.publicKey.kid]))],
  });
  const ended = await runner.query({
    name: 'sallyport_ended_keys',
    text: `select kid from signing_key where purpose = 'event' and state in ('ended', 'kept') and kid = any($1::text[])`,
    values: [[...new Set(entries.flatMap(({ signer }) => (signer === undefined ? [] : [signer])))]],
  });
  return {
    ended: new Set(ended.map(({ kid }) => String(kid))),
    events: new Map(events.map(knownEvent)),
    sessions: new Map(sessions.map(({ id, open }) => [String(id), open === true ? 'open' : 'closed'])),
    salts: new Set(salts.map(({ salt_digest }) => digestOf(bytesOf(salt_digest)))),
    owners: new Map(
      owners.map(({ kid, issuer, subject }) => [
        String(kid),
        identityKey({ issuer: String(issuer), subject: String(subject) }),
      ]),
    ),
  };
}

function knownEvent({ kid, event_id, index, leaf, leaf_hash }: SqlRow) {
  const key = keyOf({ kid: String(kid), eventId: String(event_id) });
  return [key, { index: countOf(index), leaf: bytesOf(leaf), leafHash: bytesOf(leaf_hash) }] as const;
}
