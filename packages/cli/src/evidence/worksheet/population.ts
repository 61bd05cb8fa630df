import type { CallRow } from '../tally/call-row.ts';
import { identifiersOf } from '../tally/call-sums.ts';
import { sumOf } from '../tally/read-facts.ts';
import { isoTime } from '../tally/time-words.ts';
import type { Cell } from './csv-line.ts';

/** What the worksheet says of a call, one column each. */
const COLUMNS: Readonly<Record<string, (row: CallRow) => Cell>> = {
  entry: ({ entry }) => entry,
  time_utc: ({ time }) => isoTime(time),
  id: ({ id }) => id,
  correlation_id: ({ correlation }) => correlation,
  issuer: ({ identity }) => identity.issuer,
  subject: ({ identity }) => identity.subject,
  client_ip: ({ clientIp }) => clientIp,
  connection: ({ connection }) => connection,
  operation: ({ operation }) => operation,
  purpose: ({ purpose }) => purpose,
  policy: ({ policy }) => policy,
  rule: ({ rule }) => rule,
  config_version: ({ configVersion }) => configVersion,
  review_id: ({ review }) => review,
  client_signed: ({ clientSigned }) => (clientSigned ? 'yes' : 'no'),
  inputs: ({ inputs }) => inputs,
  identifiers_found: (row) => identifiersOf(row).found,
  identifiers_replaced: (row) => identifiersOf(row).replaced,
  identifiers_replaced_in_part: (row) => identifiersOf(row).partly,
  identifiers_left: (row) => identifiersOf(row).left,
  identifiers_masked_in_answer: ({ outcome }) => outcome && sumOf(outcome.masked),
  bytes_out: ({ bytesOut }) => bytesOut,
  bytes_back: ({ outcome }) => outcome?.bytesBack,
  end: ({ end }) => end,
  error: ({ error, outcome }) => outcome?.error ?? error,
  provider_status: ({ outcome }) => outcome?.upstreamStatus || undefined,
  recording: ({ recordingMode }) => recordingMode,
  recording_digest: ({ outcome }) => outcome?.recording,
  outcome_entry: ({ outcome }) => outcome?.entry,
  outcome_time_utc: ({ outcome }) => outcome && isoTime(outcome.time),
};

/** The names of the columns of `worksheet/population.csv`. */
export const POPULATION_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** The cells of a call, one for each of `POPULATION_COLUMNS`. */
export function populationCells(row: CallRow): readonly Cell[] {
  return Object.values(COLUMNS).map((cell) => cell(row));
}
