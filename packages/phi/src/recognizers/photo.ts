import type { Span } from '@sallyport/core';
import { ENDING, IMAGE_EXTENSIONS, IMAGE_FILE } from '../grammar/image-file.ts';
import { allMatches } from '../grammar/matches.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { DOT_LETTER } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { type FindRule, makeRecognizer } from '../rule.ts';

/** What pictures of somebody are called; `logo.png` and `figure.jpg` are of nobody. */
const OF_SOMEBODY =
  /(?:^|[^a-z])(?:face|portrait|selfie|headshot|mugshot|profile|avatar|wound|scar|lesion|rash|mole|ulcer|gait|smile|teeth|knees?|foot|feet|hands?|legs?|arms?|heels?|ankle|back|chest|breast|belly|eyes?|ears?|skin|burn|bruise|before|after|pre-?op|post-?op|mug|temple|cheek|chin|nose|neck|rostro|cara|visage|gesicht)(?![a-z])/i;
const CAMERA = /^(?:img|dsc|dscn|dscf|pxl|vid|mvi|gopr|pano|whatsapp)[-_ ]?/i;
/** What pages, manuals and lessons show. */
const OF_NOBODY =
  /(?:^|[^a-z])(?:stock|shutterstock|istock|getty|icon|logo|placeholder|default|blank|demo|template|banner|sprite|splash|diagram|poster|wireframe|mockup|bg)(?![a-z])/i;
const THREE_DIGITS = /\d\D{0,3}\d\D{0,3}\d/;

const FILE_WORDS = wordSet(IMAGE_EXTENSIONS);

const RULE: PatternRule = {
  needs: [DOT_LETTER, FILE_WORDS],
  pattern: IMAGE_FILE,
  type: 'PHOTO',
  score: 0.8,
  accept: isOfSomebody,
};

/** Where the name of a file begins that has spaces: a bracket, a quotation mark, a word for it. */
const BEGINS = `(?<=[("“]|(?<!\\p{L})(?:called|named|titled|saved as|pic|pics|picture|photo|photos|photograph|photographs|image|images):? |\\.${ENDING}, )`;
/** Words that are said of a file, and not in its name. */
const SAID = /(?:^| )(?:photos?|pictures?|pics?|files?|see|attached|the|from|is) |^(?:and|or|also|with) /i;
/** `post-op L side.tif`, `Calloway after op 3.jpg`: read from its end, which few texts have. */
const NAME_BEFORE = new RegExp(`${BEGINS}[\\p{L}\\p{N}_+-]{1,24}(?: [\\p{L}\\p{N}_+()-]{1,24}){1,5}$`, 'iu');
const FILE_END = new RegExp(`\\.${ENDING}(?![A-Za-z0-9_-])`, 'gi');
const LONGEST = 160;

function findSpaced({ text }: Survey): readonly Span[] {
  return allMatches(text, FILE_END).flatMap(({ index, 0: ending }) => {
    const end = index + ending.length;
    const name = NAME_BEFORE.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0];
    if (name === undefined || SAID.test(name) || !isOfSomebody(`${name}${ending}`)) return [];
    return [{ start: index - name.length, end, type: 'PHOTO', score: 0.8 }];
  });
}

function isOfSomebody(name: string): boolean {
  return !OF_NOBODY.test(name) && (THREE_DIGITS.test(name) || OF_SOMEBODY.test(name) || CAMERA.test(name));
}

const SPACED: FindRule = { needs: [DOT_LETTER, FILE_WORDS], find: findSpaced };

/** The names of files with photographs and comparable images, 45 CFR 164.514(b)(2)(i)(Q): those with a number, of a camera, or of a part of the body. */
export const photo: Recognizer = makeRecognizer({ name: 'photo', entities: ['PHOTO'], rules: [RULE, SPACED] });
