/** A stretch of a text, UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What closes a URL that stands behind one of these: up to there it may hold spaces. */
const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '<': '>', '(': ')' };

/** Names under which HTML, CSS and JSON have a URL between quotes, whatever it begins with. */
const NAMED =
  '\\b(?:href|src|srcset|action|formaction|poster|background|ping|cite|url|uri|link)["\']?\\s{0,4}[=:(]\\s{0,4}(["\'`])';
const MARKDOWN = '\\]\\(\\s{0,4}(<)|\\](\\()';
const BEGUN =
  '(["\'`<(])\\s{0,4}(?:[a-z][a-z0-9+.-]{0,15}:\\\\{0,2}/|(?:mailto|data|javascript|blob|tel|sms):|www\\.|\\\\{0,2}/)';
const OPENING = new RegExp(`${NAMED}|${MARKDOWN}|${BEGUN}`, 'gi');

/** Finds what stands where a URL does, between quotes, brackets or parentheses; without an end, to the end of the text. Sorted, disjoint, linear. */
export function enclosedUrls(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match !== null; match = OPENING.exec(text)) {
    const [written, ...openers] = match;
    const opener = openers.find((group) => group !== undefined) ?? '';
    const inside = match.index + written.length;
    const closer = text.indexOf(CLOSERS[opener] ?? '', inside);
    const end = closer === -1 ? text.length : closer;
    found.push({ start: match.index, end });
    OPENING.lastIndex = Math.max(end, inside);
  }
  return found;
}
