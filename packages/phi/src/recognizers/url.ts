import type { Span } from '@sallyport/core';
import { isWordUnit } from '../grammar/characters.ts';
import { allMatches } from '../grammar/matches.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { COLON_SLASH, DOT_LETTER } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { type FindRule, makeRecognizer } from '../rule.ts';

// One class, unbounded, with nothing after it: read once.
const REST = String.raw`[^\s<>"'\x60\\|\uFFFC[\]{}]`;
const SUFFIXES = 'com|org|net|edu|gov';
const SUFFIXES_WITH_PATH =
  'mil|int|io|health|care|clinic|hospital|info|biz|app|dev|me|us|uk|ca|au|de|fr|es|it|nl|ch|at|eu|in|mx|br';

const RULES: readonly (PatternRule | FindRule)[] = [
  {
    needs: [COLON_SLASH],
    pattern: new RegExp(`(?:https?|ftps?|sftp|file|wss?)://${REST}+`, 'gi'),
    type: 'URL',
    score: 0.995,
    accept: isSomebodys,
  },
  {
    needs: [wordSet(['www'])],
    pattern: new RegExp(`(?<![\\w.@-])www\\.${REST}+`, 'gi'),
    type: 'URL',
    score: 0.99,
    accept: isSomebodys,
  },
  { needs: [DOT_LETTER], find: findHosts },
];
// The suffix is sought first, and the host read backwards from it.
const SUFFIX = new RegExp(
  `\\.(?:(?:${SUFFIXES})(?![\\w@-]|\\.[a-z])|(?:${SUFFIXES}|${SUFFIXES_WITH_PATH})(?=(?::\\d{1,5})?/))(?:(?::\\d{1,5})?/${REST}*)?`,
  'g',
);
const LONGEST_HOST = 253;

/** Web addresses: with a scheme, with `www.`, a bare domain with a path, or a bare domain under a well-known suffix. */
export const url: Recognizer = makeRecognizer({
  name: 'url',
  entities: ['URL'],
  rules: RULES,
  refine: withoutTrailingPunctuation,
});

// Vocabularies and namespaces: they name a standard, and nobody's page.
const STANDARD =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:hl7\.org|loinc\.org|snomed\.info|unitsofmeasure\.org|w3\.org|purl\.(?:org|oclc\.org)|schema\.org|ihe\.net|nucc\.org|iana\.org|json-schema\.org)(?![\w.-]*\w@)(?:[/|#?:]|$)/i;

function isSomebodys(value: string): boolean {
  return !STANDARD.test(value) && /\/\/\w|^www/i.test(value);
}

function findHosts({ text }: Survey): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, SUFFIX)) {
    const end = match.index + match[0].length;
    const limit = Math.max(spans.at(-1)?.end ?? 0, match.index - LONGEST_HOST);
    let start = match.index;
    while (start > limit && isHostUnit(text.charCodeAt(start - 1))) start--;
    while (start < match.index && !isWordUnit(text.charCodeAt(start))) start++;
    if (STANDARD.test(text.slice(start, end))) continue;
    if (match.index - start > 1 && text.charAt(start - 1) !== '@') spans.push({ start, end, type: 'URL', score: 0.85 });
  }
  return spans;
}

// Letters, digits, hyphen and dot of a host name, RFC 1123 §2.1.
function isHostUnit(code: number): boolean {
  return code < 0x80 && (isWordUnit(code) || code === 45 || code === 46);
}

function withoutTrailingPunctuation(text: string, span: Span): Span {
  let end = span.end;
  while (end - 1 > span.start && '.,;:!?)'.includes(text.charAt(end - 1))) end--;
  return { ...span, end };
}
