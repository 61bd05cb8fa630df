import type { Parameters } from '../storage/statement-parameters.ts';
import type { IndexWork } from './index-work.ts';

/** The columns of `session_index` that a row is written with, and their types. */
const COLUMNS = [
  ['id', 'uuid'],
  ['index', 'bigint'],
  ['opened_at', 'timestamptz'],
  ['issuer', 'text'],
  ['subject', 'text'],
  ['person', 'bytea'],
  ['client', 'text'],
  ['groups', 'text[]'],
  ['client_ip', 'inet'],
  ['connection', 'text'],
  ['baa', 'text'],
  ['operation', 'text'],
  ['model_digest', 'bytea'],
  ['sealed_model', 'bytea'],
  ['correlation_id', 'uuid'],
  ['policy', 'text'],
  ['rule', 'text'],
  ['effect', 'text'],
  ['refusal', 'text'],
  ['entities', 'text[]'],
  ['purpose', 'text'],
  ['review', 'uuid'],
  ['subject_of_care', 'bytea'],
  ['recording', 'text'],
  ['bytes_out', 'bigint'],
  ['granted', 'boolean'],
] as const;

/** Their names. */
const NAMES = COLUMNS.map(([name]) => name).join(', ');
const DECLARED = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');

/** Writes rows of the index of sessions, if the head moved. As JSON: a parameter for each of so many columns costs more. */
export function indexSessions({ rows }: IndexWork, parameters: Parameters): string {
  return `indexed as (
    insert into session_index (${NAMES})
    select ${NAMES} from json_to_recordset(${parameters.add(JSON.stringify(rows), 'json')}) as opening (${DECLARED})
    where exists (select from head)
    on conflict (id) do nothing
  )`;
}

/** Notes which events are about what, likewise. */
export function noteEvents({ about }: IndexWork, parameters: Parameters): string {
  const ids = parameters.column(about, 'uuid', (one) => one.about);
  const indexes = parameters.column(about, 'bigint', ({ index }) => index);
  return `noted as (
    insert into event_about (about, index)
    select about, index from unnest(${ids}, ${indexes}) as noting (about, index)
    where exists (select from head)
  )`;
}
