import type { PatternRule } from '../grammar/pattern.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';

const LABEL = '(?:user ?(?:name|id)|usr|log-?[io]n(?: (?:name|id))?|user)';
const LABEL_WORDS = wordSet(wordList('user username userid usr login logon log'));
/** What programs and nobody in particular sign on with, and what is said of signing on. */
const NOBODYS =
  /^(?:admin|administrator|root|guest|system|service|svc|anonymous|anon|test|tester|demo|user|name|unknown|none|null|undefined|true|false|default|nobody|public|required|failed|disabled|expired|locked|agent|api|bot|batch|daemon)\d{0,3}$/i;
const ENDING = /\.(?:com|org|net|pdf|docx?|html?|js|php|exe|txt|csv|log|json|xml|example)$/i;
const OF_A_PERSON = /[._]|\d$/;

/** The names people sign on with, behind their label: `user=ocalloway2`, `login o.calloway`. */
export const LOGIN_NAMES: readonly PatternRule[] = [
  {
    at: LABEL_WORDS,
    pattern: new RegExp(
      `(?<lead>${LABEL}(?:["'\\\\]{0,2} ?[:=] ?["'\\\\]{0,2}| ))(?<value>[A-Za-z]{1,20}(?:[._][A-Za-z]{2,20}){1,2}|[a-z]{3,20}\\d{1,5})(?![\\w@-]|\\.\\w)`,
      'iy',
    ),
    type: 'OTHER_ID',
    score: 0.7,
    accept: (value) => !NOBODYS.test(value) && !ENDING.test(value) && OF_A_PERSON.test(value),
  },
];
