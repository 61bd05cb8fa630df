import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { visibleLine, visibleText } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { approvalsOf, attachmentsOf, countOf, countsLine, objectOf, objectsOf, optionalText } from './review-answer.ts';

/** One review: who asks for what, what was decided, what they asked before, and the text that would leave. Raises `companion_invalid`. */
export function showReview(answer: AdminAnswer): string {
  const review = objectOf(answer, 'review');
  const rows = factsOf(review).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const parts = [
    layOut(rows.map((row) => row.map(visibleLine))),
    ...section('attached', attachmentLines(attachmentsOf(review))),
    ...section('decisions', objectsOf(review, 'decisions').map(decisionLines)),
    ...section('of the same requester and operation', historyLines(objectsOf(review, 'history'))),
    ...bodyOf(review),
  ];
  return `${parts.join('\n\n')}\n`;
}

function factsOf(review: AdminAnswer): readonly (readonly [string, string | undefined])[] {
  const text = (name: string) => optionalText(review, name);
  const requester = objectOf(review, 'requester');
  const actors = objectsOf(requester, 'actors').map(
    (actor) => `${textOf(actor, 'subject')} (${textOf(actor, 'issuer')})`,
  );
  return [
    ['review', textOf(review, 'id')],
    ['state', `${textOf(review, 'state')}, ${approvalsOf(review)} approved`],
    ['kind', textOf(review, 'kind').replaceAll('_', ' ')],
    ['requester', `${textOf(requester, 'subject')} (${textOf(requester, 'issuer')})`],
    ['client', optionalText(requester, 'client')],
    ['acted for by', actors.length === 0 ? undefined : actors.join(', ')],
    ['from', text('client_ip')],
    ['connection', textOf(review, 'connection')],
    ['operation', textOf(review, 'operation')],
    ['purpose', text('purpose')],
    ['rule', textOf(review, 'rule')],
    // What a guarded client replaced before it sent is not there to be found.
    ['found', countsLine(objectOf(review, 'found')) || 'nothing by the companion'],
    ['done about it', appliedLine(objectOf(review, 'applied')) || undefined],
    ['inputs', String(countOf(review, 'inputs'))],
    ['bytes', String(countOf(review, 'body_bytes'))],
    ['requested', textOf(review, 'requested_at')],
    ['until', textOf(review, 'expires_at')],
    ['escalated', text('escalated_at')],
    ['decided', text('decided_at')],
    ['used', text('used_at')],
    ['revoked', text('revoked_at')],
    ['after review', text('parent')],
    ['window', review.window_most === undefined ? undefined : `of ${countOf(review, 'window_most')} seconds at most`],
  ];
}

/** `NAME redact 3, SSN mask 1` */
function appliedLine(applied: AdminAnswer): string {
  return Object.keys(applied)
    .toSorted()
    .map((entity) => `${entity} ${countsLine(objectOf(applied, entity))}`)
    .join(', ');
}

function decisionLines(decision: AdminAnswer): string {
  const who = `${textOf(decision, 'subject')} (${textOf(decision, 'issuer')})`;
  const window =
    decision.window_seconds === undefined ? '' : `, a window of ${countOf(decision, 'window_seconds')} seconds`;
  const head = `${textOf(decision, 'decided_at')}  ${textOf(decision, 'decision').replaceAll('_', ' ')}  ${who}${window}`;
  const why = optionalText(decision, 'justification');
  return why === undefined ? visibleLine(head) : `${visibleLine(head)}\n  ${visibleLine(why)}`;
}

function attachmentLines(attachments: readonly AdminAnswer[]): readonly string[] {
  if (attachments.length === 0) return [];
  const rows = attachments.map((one) =>
    [
      String(countOf(one, 'number')),
      textOf(one, 'type'),
      `${countOf(one, 'bytes')} bytes`,
      textOf(one, 'commitment'),
      one.kept === true ? 'look at it: --save' : 'not kept any more',
    ].map(visibleLine),
  );
  return layOut(rows).split('\n');
}

function historyLines(history: readonly AdminAnswer[]): readonly string[] {
  if (history.length === 0) return [];
  const names = ['requested_at', 'state', 'connection', 'id'];
  const rows = history.map((past) => names.map((name) => visibleLine(textOf(past, name))));
  return layOut(rows).split('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[title, ...lines].join('\n')];
}

/** The text behind a rule on each line: what is in it is somebody else's, and none of it can look like ours. */
function bodyOf(review: AdminAnswer): readonly string[] {
  const body = optionalText(review, 'body');
  if (body === undefined) return ['(its body is not shown to you, or is not kept any more)'];
  const what = review.encoding === 'base64' ? 'what would leave, in base64' : 'what would leave';
  const lines = visibleText(body)
    .split('\n')
    .map((line) => `│ ${line}`);
  return [[`── ${what} ──`, ...lines, review.body_cut === true ? '── there is more ──' : '── end ──'].join('\n')];
}
