import { labelList, labelSet } from '../grammar/label.ts';
import type { LabelRule, PatternRule } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const SUFFIX =
  'Street|Avenue|Boulevard|Drive|Lane|Road|Court|Place|Terrace|Parkway|Highway|Circle|Trail|Square|Turnpike|Crescent|Alley|Way|Plaza|Loop|Pike|St|Ave|Av|Blvd|Dr|Ln|Rd|Ct|Pl|Ter|Terr|Pkwy|Hwy|Cir|Trl|Sq';
const NUMBER = String.raw`(?:\d{1,6}(?:-\d{1,4})?[A-Z]?|[NSEW]\d{1,3}[NSEW]\d{1,5})`;
const COMPASS = '(?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West|NORTH|SOUTH|EAST|WEST)\\.? )?';
const WORD = String.raw`(?:\p{Lu}[\p{L}'.-]{1,24}|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH))`;
const UNIT = String.raw`(?:,? {1,2}(?:(?:Apt|Apartment|Suite|Ste|Unit|Bldg|Building|Floor|Rm|Room|APT|SUITE|STE|UNIT)\.? ?#? ?[A-Z0-9-]{1,6}|# ?[A-Z0-9-]{1,6}))?`;
/** Numbers as people say those of a house: `seventy seven Alder Trail`. */
const SAID =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh';
const SAID_SUFFIX = 'Street|Avenue|Boulevard|Drive|Lane|Road|Court|Place|Terrace|Parkway|Circle|Trail|Crescent|Way';
const base = { type: 'LOCATION', subtype: 'street' } as const;

const RULES: readonly (PatternRule | LabelRule)[] = [
  {
    ...base,
    needs: [DIGIT, wordSet(SUFFIX.split('|'), { capital: true })],
    pattern: new RegExp(
      `(?<![\\w./-])${NUMBER} ${COMPASS}(?:${WORD} ){1,4}(?:${SUFFIX}|${SUFFIX.toUpperCase()})\\b\\.?(?: (?:[NSEW]|NE|NW|SE|SW)\\b)?${UNIT}`,
      'gu',
    ),
    score: 0.86,
    accept: isStreet,
  },
  {
    ...base,
    needs: [DIGIT, wordSet(['p', 'po', 'pobox'])],
    pattern: /(?<![A-Za-z])P\.? ?O\.? ?(?:Box|Bx) #?\d{1,7}/gi,
    score: 0.93,
  },
  {
    ...base,
    needs: [DIGIT],
    at: wordSet(
      [
        'rr',
        'r',
        'hc',
        'hcr',
        'rfd',
        'rural',
        'star',
        'postfach',
        'apartado',
        'apdo',
        'casilla',
        'gpo',
        'locked',
        'private',
      ],
      {
        capital: true,
      },
    ),
    pattern:
      /(?:R\. ?F\. ?D\.|RFD)(?: No\.)? ?#?\d{1,3}(?:,? (?:Box|BOX|Bx) #?\d{1,5}[A-Z]?)?|(?:RR|R\.R\.|HCR?|(?:Rural|Star) (?:Route|Rte\.?)) ?#?\d{1,3},? (?:Box|BOX|Bx) #?\d{1,5}[A-Z]?|Postfach \d{2,3}(?: ?\d{2,3})?|(?:Apartado|Apdo\.?|Casilla)(?: (?:Postal|postal|de Correos?))? \d{1,6}|GPO Box \d{1,6}|(?:Locked|Private) Bag (?:No\. ?)?X?\d{1,6}/uy,
    score: 0.9,
  },
  {
    ...base,
    needs: [
      DIGIT,
      wordSet(['n', 's', 'e', 'w', 'ne', 'nw', 'se', 'sw', 'north', 'south', 'east', 'west'], { capital: true }),
    ],
    pattern:
      /(?<![\w./-])\d{2,5} (?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? \d{1,3}(?:st|nd|rd|th)(?!\w| (?!and|at|near|in|for|on|with)\p{Ll})/gu,
    score: 0.8,
  },
  {
    ...base,
    needs: [DIGIT],
    at: wordSet(['mile', 'milepost', 'milemarker']),
    pattern:
      /(?:mile ?marker|milepost) \d{1,4}(?:\.\d)?(?!\d)(?:,? (?:on )?(?:US|I|Hwy|Highway|Route|Rte|SR)[- ]\d{1,4}(?!\d))?/iuy,
    score: 0.8,
  },
  {
    ...base,
    needs: [wordSet(SAID_SUFFIX.split('|'), { capital: true })],
    at: wordSet(SAID.split('|')),
    pattern: new RegExp(`(?:(?:${SAID})[- ]){1,5}(?:\\p{Lu}[\\p{L}'-]{2,24} ){1,2}(?:${SAID_SUFFIX})(?!\\p{L})`, 'uy'),
    score: 0.8,
  },
  {
    ...base,
    needs: [DIGIT],
    labels: labelSet(
      labelList(`
    address, addr, street, street address, home address, mailing address, postal address, residential address,
    billing address, patient address, address line, address line 1, address line 2, street name, line
  `),
    ),
    pattern:
      /(?<lead>["'\\]{0,4} {0,3}[:=] {0,3},?["'\\]{0,4})(?<value>[\p{L}\p{N}#](?:(?!\. {1,2}\p{Lu}[\p{L} ]{2,24}:)[^\n|;"\\<>\uFFFC]){3,80})/uy,
    score: 0.6,
    accept: (value) => /\d/.test(value) && !/[@=]|:\/\//.test(value),
  },
];

/** Street addresses with their unit, post office boxes, and what an address label introduces, up to the next label. */
export const street: Recognizer = makeRecognizer({ name: 'street', entities: ['LOCATION'], rules: RULES });

const NO_STREET =
  /\b(?:AM|PM|MG|MCG|ML|CM|MM|CC|LEAD|VIEWS?|MONTHS?|YEARS?|DAYS?|WEEKS?|HOURS?|MINUTES?|January|February|March|April|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|May Dr|Was|Is|The|Patient)\b|\b(?:CT|ST|PL)$/;

function isStreet(value: string): boolean {
  const capitals = value === value.toUpperCase();
  return !NO_STREET.test(value) || (capitals && /^\d{2,6} [A-Z]{3,} ST$/.test(value) && !/LEAD|VIEW/.test(value));
}
