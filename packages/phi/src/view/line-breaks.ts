import { Rewrite, type View } from './rewrite.ts';

/** What stands before a line break, what stands behind it, and what the two are joined with. */
interface Joint {
  readonly before: RegExp;
  readonly after: RegExp;
  readonly by: string;
}

const REACH = 80;
const BLANK = 8;
/** What an identifier that goes on may end with, and go on with; an e-mail address has its sign on one side of the break or the other. */
const AT_BREAK = /[-\d)]/;
const BEHIND_BREAK = /[\p{L}\d. -]/u;
/** Beginnings that words are hyphenated behind. */
const PREFIX =
  '(?:anti|co|cross|extra|follow|full|half|high|inter|intra|left|long|low|multi|non|over|post|pre|re|right|self|semi|short|sub|under|well)';

const JOINTS: readonly Joint[] = [
  // The hyphen of the line, as in `Callo-` and `way`; a hyphen of the word stays.
  { before: new RegExp(`(?<![\\p{L}-])(?!${PREFIX}-$)\\p{Lu}\\p{Ll}{1,30}-$`, 'iu'), after: /^\p{Ll}{2}/u, by: '' },
  { before: /[\p{L}\d]-$/u, after: /^[\p{L}\d]/u, by: '-' },
  // Telephone and social security numbers.
  { before: /(?<![\w-])(?:\+?1[-. ]?)?(?:\(\d{3}\)|\d{3})$/, after: /^\d{3}[-. ]\d{4}(?![\w-])/, by: ' ' },
  { before: /(?<![\w-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}$/, after: /^[-. ]?\d{4}(?![\w-])/, by: '-' },
  { before: /(?<![\w-])\d{3}-\d{2}$/, after: /^-?\d{4}(?![\w-])/, by: '-' },
  { before: /(?<![\w-])\d{3}$/, after: /^-?\d{2}-\d{4}(?![\w-])/, by: '-' },
  // The number behind its label, which is too short to be all of it.
  {
    before: /\b(?:mrn|medical record(?: number| no\.?)?|ssn|acct|account|member id)[^\w\n]{1,4}[A-Z]{0,3}-?\d{1,5}$/i,
    after: /^\d{2,7}(?![\w./:%-]| ?(?:mg|ml|mcg|units?)\b)/i,
    by: '',
  },
  // E-mail addresses.
  { before: /[\w.+-]@$/, after: /^[a-z\d-]{1,63}\.[a-z]{2}/i, by: '' },
  { before: /\w$/, after: /^@[a-z\d-]{1,63}\.[a-z]{2}/i, by: '' },
  { before: /\w@[\w-]{1,63}$/, after: /^[a-z\d-]{0,63}\.(?:com|org|net|edu|gov)\b/i, by: '' },
  { before: /\w@[\w-]{1,63}\.$/, after: /^(?:com|org|net|edu|gov)\b/i, by: '' },
];

/** Joins identifiers and names that a line break runs through. */
export function withoutLineBreaks(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const end = lineEnd(text, at);
    const start = nextStart(text, at + 1);
    const before = text.slice(Math.max(0, text.lastIndexOf('\n', at - 1) + 1, end - REACH), end);
    const goesOn = AT_BREAK.test(text.charAt(end - 1)) && BEHIND_BREAK.test(text.charAt(start));
    if (!goesOn && text.charAt(start) !== '@' && !before.includes('@')) continue;
    const joint = jointOf(before, text.slice(start, start + REACH));
    if (joint !== undefined) join(rewrite, { text, end, start, by: joint.by });
  }
  return rewrite.finish();
}

interface Break {
  readonly text: string;
  readonly end: number;
  readonly start: number;
  readonly by: string;
}

// A mark on either side is the joint itself.
function join(rewrite: Rewrite, { text, end, start, by }: Break): void {
  const marked = text.charAt(end - 1) === '-';
  if (marked) rewrite.replace(by === '' ? end - 1 : end, start, '');
  else rewrite.replace(end, start, /[-. ]/.test(text.charAt(start)) ? '' : by);
}

function jointOf(before: string, after: string): Joint | undefined {
  return JOINTS.find((joint) => joint.after.test(after) && joint.before.test(before));
}

function lineEnd(text: string, at: number): number {
  let end = text.charAt(at - 1) === '\r' ? at - 1 : at;
  for (const least = end - BLANK; end > least && isBlank(text, end - 1); ) end--;
  return end;
}

function nextStart(text: string, at: number): number {
  let start = at;
  while (start < at + BLANK && isBlank(text, start)) start++;
  return start;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9;
}
