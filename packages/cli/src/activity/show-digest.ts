import { type AdminAnswer, textOf, textsOf } from '../admin/admin-answer.ts';
import { counted } from '../policy/counted.ts';
import { countOf, countsLine, objectOf, objectsOf, optionalText } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { digestContent } from './digest-content.ts';
import { findingWords } from './finding-words.ts';
import { conclusionWords } from './list-digests.ts';

/** One digest: what was found, the worst first, in words, and after it what it was made of and how it was signed off. Raises `companion_invalid`. */
export function showDigest(answer: AdminAnswer): string {
  const digest = objectOf(answer, 'digest');
  const content = digestContent(digest);
  const facts = factsOf(digest, content).map((row) => row.map(visibleLine));
  return `${findingLines(content).join('\n')}\n\n${layOut(facts)}\n`;
}

function findingLines(content: AdminAnswer): readonly string[] {
  const findings = objectsOf(content, 'findings');
  if (findings.length === 0) return ['nothing was found'];
  const unlisted = countOf(content, 'unlisted');
  return [
    ...findings.flatMap(linesOf),
    ...(unlisted === 0 ? [] : [`and ${counted(unlisted, 'finding')} more, of no more weight`]),
  ];
}

/** Who and what, how often and when; and below it where to look on. */
function linesOf(finding: AdminAnswer): readonly string[] {
  const severity = textOf(finding, 'severity').padEnd(6);
  const about = [optionalText(finding, 'name'), optionalText(finding, 'code')];
  const detail = about.filter((part) => part !== undefined).join(', ');
  const words = `${findingWords(textOf(finding, 'kind'))}${detail === '' ? '' : `: ${detail}`}`;
  const head = `${severity}  ${words}${whoOf(finding)}`;
  const [first, last] = [textOf(finding, 'first'), textOf(finding, 'last')];
  const when = first === last ? first : `${first} to ${last}`;
  const sample = textsOf(finding, 'sample');
  return [
    visibleLine(head),
    visibleLine(`        ${countOf(finding, 'count')} × ${when}`),
    ...(sample.length === 0 ? [] : [visibleLine(`        ${sample.join(' ')}`)]),
  ];
}

function whoOf(finding: AdminAnswer): string {
  if (finding.others === true) return ' · several others';
  if (finding.who === undefined) return '';
  const who = objectOf(finding, 'who');
  return ` · ${textOf(who, 'subject')} (${textOf(who, 'issuer')})`;
}

function factsOf(digest: AdminAnswer, content: AdminAnswer): readonly (readonly [string, string])[] {
  const counts = objectOf(content, 'counts');
  const number = (name: string) => countOf(counts, name);
  const calls = `${number('calls')} sent, ${number('denied')} refused, by ${number('identities')} who are known`;
  return [
    ['digest', textOf(digest, 'id')],
    ['state', stateOf(digest)],
    ['period', `${textOf(content, 'from')} to ${textOf(content, 'to')}`],
    ['made', `${textOf(content, 'every')}, in ${textOf(content, 'time_zone')}; at ${textOf(content, 'made_at')}`],
    ['calls', calls],
    ['ledger', `entries ${countOf(content, 'first')} up to, and without, ${countOf(content, 'end')}`],
    ['kinds', countsLine(objectOf(counts, 'entries'))],
    ['sha256', textOf(digest, 'digest')],
  ];
}

function stateOf(digest: AdminAnswer): string {
  const state = textOf(digest, 'state');
  if (state !== 'signed') return state;
  const by = objectOf(digest, 'signed_by');
  const who = `${textOf(by, 'subject')} (${textOf(by, 'issuer')})`;
  return `signed: ${conclusionWords(textOf(digest, 'conclusion'))}, by ${who} at ${textOf(digest, 'signed_at')}`;
}
