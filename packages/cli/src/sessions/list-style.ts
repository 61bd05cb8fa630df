import { type AdminAnswer, textOf, textsOf } from '../admin/admin-answer.ts';
import { countsLine, objectOf, optionalText } from '../reviews/review-answer.ts';
import type { PageStyle } from './write-pages.ts';

/** How sessions are listed. */
export function sessionStyle(json: boolean): PageStyle {
  return {
    json,
    head: ['SESSION', 'OPENED', 'DECISION', 'STATUS', 'WHO', 'CONNECTION', 'OPERATION', 'FOUND'],
    rowOf: (session) => [
      ...['id', 'opened_at', 'decision'].map((name) => textOf(session, name)),
      statusOf(session),
      ...['subject', 'connection', 'operation'].map((name) => optionalText(session, name) ?? ''),
      textsOf(session, 'entities').join(','),
    ],
    nothing: 'no sessions',
  };
}

/** How disclosures are listed: those that must be accounted for, and why the others need not be. */
export function disclosureStyle(json: boolean): PageStyle {
  return {
    json,
    head: ['DATE', 'TO', 'AGREEMENT', 'OPERATION', 'IDENTIFIERS', 'PURPOSE', 'BASIS', 'SESSION'],
    rowOf: (disclosure) => [
      textOf(disclosure, 'date'),
      recipientOf(disclosure),
      optionalText(disclosure, 'baa') ?? '',
      optionalText(disclosure, 'operation') ?? '',
      countsLine(objectOf(disclosure, 'identifiers')),
      (optionalText(disclosure, 'purpose') ?? '').replaceAll('_', ' '),
      textOf(disclosure, 'basis').replaceAll('_', ' '),
      textOf(disclosure, 'session_id'),
    ],
    nothing: 'no disclosures',
  };
}

function statusOf(session: AdminAnswer): string {
  const error = optionalText(session, 'error');
  return error === undefined ? textOf(session, 'status') : `${textOf(session, 'status')} ${error}`;
}

function recipientOf(disclosure: AdminAnswer): string {
  const [connection = '', host] = ['connection', 'host'].map((name) => optionalText(disclosure, name));
  return host === undefined ? connection : `${connection} (${host})`;
}
