import { type AdminAnswer, textOf, textsOf } from '../admin/admin-answer.ts';
import { countOf, objectOf, objectsOf, optionalText } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

/** One session: who called what, what was decided, how it ended, how it is recorded, and its events with where they stand in the log. Raises `companion_invalid`. */
export function showSession(answer: AdminAnswer): string {
  const session = objectOf(answer, 'session');
  const facts = [...factsOf(session), ...recordingOf(answer)];
  const rows = facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
  const parts = [
    layOut(rows.map((row) => row.map(visibleLine))),
    ...(answer.review === undefined ? [] : decisionsOf(objectOf(answer, 'review'))),
    ['events', ...eventLines(objectsOf(answer, 'events'))].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

type Fact = readonly [string, string | undefined];

function factsOf(session: AdminAnswer): readonly Fact[] {
  const text = (name: string) => optionalText(session, name);
  const number = (name: string) => (session[name] === undefined ? undefined : String(countOf(session, name)));
  const identity = [text('subject'), text('issuer')].filter((part) => part !== undefined);
  return [
    ['session', textOf(session, 'id')],
    ['opened', textOf(session, 'opened_at')],
    ['closed', text('closed_at')],
    ['who', identity.length === 2 ? `${identity[0]} (${identity[1]})` : undefined],
    ['client', text('client')],
    ['groups', textsOf(session, 'groups').join(', ')],
    ['from', text('client_ip')],
    ['connection', text('connection')],
    ['agreement', text('baa')],
    ['operation', text('operation')],
    ['model', text('model')],
    ['purpose', text('purpose')],
    ['subject of care', text('subject_of_care')],
    ['found', textsOf(session, 'entities').join(', ')],
    ['decision', textOf(session, 'decision')],
    ['rule', text('rule')],
    ['policy', text('policy')],
    ['status', textOf(session, 'status')],
    ['error', text('error')],
    ['provider', number('upstream_status')],
    ['bytes out', number('bytes_out')],
    ['bytes back', number('bytes_back')],
    ['correlation', text('correlation_id')],
    ['review', text('review')],
  ];
}

function recordingOf(answer: AdminAnswer): readonly Fact[] {
  const state = (name: string) => (answer[name] === undefined ? undefined : objectOf(answer, name));
  const [recording, originals] = [state('recording'), state('originals')];
  return [
    ['recording', recording === undefined ? undefined : recordingWords(recording)],
    ['originals', originals === undefined ? undefined : `sealed by the ${textOf(originals, 'sealed_by')}`],
  ];
}

function recordingWords(recording: AdminAnswer): string {
  const purged = optionalText(recording, 'purged_at');
  const kept = purged === undefined ? `kept until ${textOf(recording, 'keep_until')}` : `purged ${purged}`;
  const segments = `${countOf(recording, 'segments')} segments`;
  return `${textOf(recording, 'mode')}, ${segments} in the ${textOf(recording, 'store')}, ${kept}`;
}

function decisionsOf(review: AdminAnswer): readonly string[] {
  const rows = objectsOf(review, 'decisions').map((decision) =>
    [
      textOf(decision, 'decided_at'),
      textOf(decision, 'decision').replaceAll('_', ' '),
      `${textOf(decision, 'subject')} (${textOf(decision, 'issuer')})`,
    ].map(visibleLine),
  );
  return rows.length === 0 ? [] : [['decided by people', layOut(rows)].join('\n')];
}

function eventLines(events: readonly AdminAnswer[]): readonly string[] {
  const rows = events.map((event) => [
    String(countOf(event, 'index')),
    visibleLine(textOf(event, 'kind')),
    visibleLine(textOf(event, 'event_id')),
    timeOf(objectOf(event, 'event')),
  ]);
  return rows.length === 0 ? [] : layOut([['INDEX', 'KIND', 'EVENT', 'TIME'], ...rows]).split('\n');
}

/** Of an event, milliseconds; of a client's proof, `iat` in seconds. */
function timeOf({ time, iat }: AdminAnswer): string {
  const ms = typeof time === 'number' ? time : typeof iat === 'number' ? iat * 1000 : Number.NaN;
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
