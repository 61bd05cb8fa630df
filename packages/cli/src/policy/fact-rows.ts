import { ENTITIES } from '@sallyport/core';
import { instantWords, type Question } from '@sallyport/policy';
import { formatCount } from '../report/format-count.ts';

/** The facts of a call, each on a row. What is not known is left out, but for what a rule is likely to ask. */
export function factRows(question: Question): readonly (readonly string[])[] {
  const { operation, connection, baa, subject, issuer, groups = [], nature, client } = question;
  const { model, inputs = 0, bodyBytes = 0, media = [], purpose, source, time } = question;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['operation', operation],
    ['connection', connection === undefined ? undefined : `${connection}, ${agreement(baa)}`],
    ['subject', subject ?? 'not known'],
    ['issuer', issuer],
    ['groups', groups.length === 0 ? 'none' : groups.join(', ')],
    ['nature', nature],
    ['client', client],
    ['model', model],
    ['inputs', formatCount(inputs)],
    ['body', `${formatCount(bodyBytes)} bytes`],
    ['found', found(question)],
    ['attached', media.length === 0 ? undefined : media.join(', ')],
    ['purpose', purpose ?? 'not stated'],
    ['source', source],
    ['time', time === undefined ? undefined : `${instantWords(time, 'UTC')} UTC`],
  ];
  return rows.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]]));
}

function agreement(baa: Question['baa']): string {
  if (baa === 'self_hosted') return 'self-hosted';
  if (baa === undefined) return 'of which it is not known whether there is an agreement';
  return baa ? 'with an agreement' : 'without an agreement';
}

function found({ entities = {} }: Question): string {
  const counts = ENTITIES.filter((entity) => (entities[entity] ?? 0) > 0).map(
    (entity) => `${entity} ${entities[entity]}`,
  );
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}
