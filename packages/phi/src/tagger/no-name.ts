import { isPlainWord, isSmallWord } from '../grammar/plain-words.ts';
import { isTalk } from '../grammar/talk.ts';

/** What is left of `M.D.` behind a name. */
const CREDENTIAL_BEFORE = /(?:M|D|Ph|R|B)\. ?$/;
const CREDENTIAL_END = /^[DONS]\.?$/;
/** A credential by itself. */
const CREDENTIAL = /^(?:RN|LPN|LVN|CRNA|NP|MD|D\.O\.?|PA-C|PharmD|RPh|MSW|LCSW)$/;
/** Behind a title any word is a name. */
const TITLE_BEFORE = /(?<!\p{L})(?:drs?|mr|mrs|ms|miss|mx|prof|professor|doctor|herr|frau|mme|sr|sra|srta|dra)\.? $/iu;
/** What goes by letters: `column E`, `hepatitis B`. */
const LETTERED_BEFORE =
  /(?<!\p{L})(?:columns?|rows?|cell|tab|answer|exhibit|grade|type|hepatitis|vitamin|groups?|phase|class|figures?|fig\.|tables?|item|box|option|level|category|zone|part|panel|appendix|schedule|example|arm|cohort|version) $/iu;
const LETTER = /^\p{L}\.?$/u;
/** Questions and answers of a hearing. */
const ASKED = /^[QA]\.$/;
/** The size of a tube: `Foley 16 Fr`. */
const SIZE_BEHIND = /^,? \d{1,2} ?(?:fr|french|ch|charr)(?!\p{L})/iu;

/** Whether what looks like a name of a person is none: words that nobody is called, a letter that counts, a credential, a tube by its inventor. */
export function isNoName(text: string, { start, value }: { readonly start: number; readonly value: string }): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  if (SIZE_BEHIND.test(text.slice(start + value.length, start + value.length + 16))) return true;
  if (CREDENTIAL.test(value) || ASKED.test(value)) return true;
  if (CREDENTIAL_END.test(value) && CREDENTIAL_BEFORE.test(before)) return true;
  if (LETTER.test(value) && LETTERED_BEFORE.test(before)) return true;
  return isPlain(value) && !TITLE_BEFORE.test(before);
}

/** Whether all words are such that no person and no place is called by them. */
export function isPlain(value: string): boolean {
  return value.split(/[\s,]+/).every((word) => {
    const lower = word.toLowerCase().replaceAll('’', "'");
    return isTalk(lower) || isPlainWord(lower) || isSmallWord(word);
  });
}
