/** How far back from a full stop is looked for the word before it. */
const LONGEST_ABBREVIATION = 8;

/** How many closing marks may stand between a sentence's last mark and the white space. */
const MOST_CLOSERS = 4;

/** A number of so many digits before a full stop may be one of a list or a date: `2. `, `24. 12. `. */
const LIST_DIGITS = 2;

/** How far before its end a sentence's end is told from, in UTF-16 code units. */
export const SENTENCE_REACH = LONGEST_ABBREVIATION + MOST_CLOSERS + 3;

/** After these a full stop ends no sentence. A single letter is an initial and needs no entry. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms mx dr drs prof rev fr hon pres gov sen rep gen col maj capt cpt lt sgt cmdr adm st ste mt ft ave av blvd rd ln ' +
    'ct cir pl sq pkwy hwy rte apt bldg rm fl unit nos nr vol pp fig ref ext tel ph fax attn acct pt pts pat jr sr esq md do ' +
    'phd rn np pa inc ltd co corp dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur ' +
    'hosp clin ctr med wm geo chas thos jas jos robt sra srta mme mlle messrs calif mass penn conn fla tex ariz mich minn okla tenn ' +
    'wis wyo ala ark colo del ga kan kans ky neb nev ore va vt ' +
    'thurs fri sat sun us uk al etc vs approx ca cf eg ie est temp wt ht mg ml'
  ).split(' '),
);

/**
 * The offset behind a sentence that ends at the white space at `at`, or `undefined` where none does: a line break, or white space
 * behind `.`, `!` or `?`, unless the full stop belongs to an abbreviation, an initial or a short number. Told from the text up
 * to there alone, and no more than `SENTENCE_REACH` of it.
 */
export function sentenceEnd(text: string, at: number): number | undefined {
  const code = text.charCodeAt(at);
  if (code === 0x0a) return at + 1;
  if (!isSpace(code)) return undefined;
  let mark = at - 1;
  while (at - 1 - mark < MOST_CLOSERS && isCloser(text.charCodeAt(mark))) mark -= 1;
  const sign = text.charAt(mark);
  if (sign === '!' || sign === '?') return at + 1;
  return sign === '.' && !isAbbreviated(text, mark) ? at + 1 : undefined;
}

/** White space that is no line break. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0;
}

function isCloser(code: number): boolean {
  // " ' ) ] } * _ ’ ”
  return (
    code === 0x22 ||
    code === 0x27 ||
    code === 0x29 ||
    code === 0x5d ||
    code === 0x7d ||
    code === 0x2a ||
    code === 0x5f ||
    code === 0x2019 ||
    code === 0x201d
  );
}

function isAbbreviated(text: string, stop: number): boolean {
  let start = stop;
  while (stop - start <= LONGEST_ABBREVIATION && isWordUnit(text.charCodeAt(start - 1))) start -= 1;
  const word = text.slice(start, stop);
  if (/^\d+$/.test(word)) return word.length <= LIST_DIGITS;
  return word.length === 1 || ABBREVIATIONS.has(word.toLowerCase());
}

/** A letter or a digit; anything outside ASCII counts for a letter. */
function isWordUnit(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code > 0xbf
  );
}
