import type { Span } from '@sallyport/core';
import { isCapitalized } from '../grammar/characters.ts';
import { labelList, labelSet } from '../grammar/label.ts';
import { allMatches } from '../grammar/matches.ts';
import { isNotName } from '../grammar/not-names.ts';
import type { LabelRule, PatternRule } from '../grammar/pattern.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import { wordAt, wordBefore } from '../grammar/words.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const KIND =
  /(?<=[\p{L}.'&] )(?:(?:Regional |Memorial |University |General |Community |Veterans |County |Children's )?(?:Medical|Health|Healthcare|Cancer|Surgery|Surgical|Rehabilitation|Rehab|Trauma|Heart|Care|Dialysis|Nursing|Imaging|Wellness) (?:Center|Centre|System|Group|Home|Institute|Clinic|Network|Plaza)|Hospitals?(?: Center| System| District)?|HOSPITAL(?! COURSE)|Clinic|CLINIC|MEDICAL CENTER|HEALTH CENTER|Infirmary|Hospice|Sanatorium|Polyclinic|Nursing Home|Healthcare)(?![\p{L}])/gu;
/** What practices, schools and shops call themselves behind a name of their own. */
const PRACTICE =
  /(?<=[\p{L}.'&] )(?:(?:Family|Internal|Sports|Primary|Urgent|Home|Eye|Vision|Foot|Sleep|Women's|Children's) (?:Practice|Medicine|Care|Health|Oxygen|Medical|Center|Institute)(?: (?:Associates|Group|Partners))?|(?:Cardiology|Dermatology|Neurology|Orthop(?:a)?edics|Pa?ediatrics|Podiatry|Oncology|Urology|Gastroenterology|Ophthalmology|Optometry|Dental|Dentistry|Orthodontics|Physical Therapy|Physiotherapy|Rheumatology|Nephrology|Psychiatry|Counseling|Behavioral Health|Radiology|Imaging|Diagnostics|OB\/GYN)(?: (?:Associates|Group|Partners|Specialists|Center|Clinic|Consultants|PC|PLLC|LLC))|(?:Elementary|Middle|High|Primary|Grammar|Secondary|Charter) School|Elementary|(?:Community |State |Technical )?College|Academy|Pharmacy|Drugs?tore|Apothecary|Assisted Living|Senior Living|Retirement (?:Home|Village|Community)|Care Home|Group Home|Manor|Behavioral(?: Health)?|Endo|Psych|Peds|Diagnostics?|Health Sciences|Montessori|Pre-?[Ss]chool|Day ?[Cc]are|Day Cent(?:er|re)|SNF|LTACH?|Bakery|Brewery|Tavern|Church|Parish|Fellowship|County|Township|Correctional (?:Facility|Institution|Center)|Detention Center|Dialysis)(?![\p{L}'])/gu;
const PRACTICE_WORDS = wordSet(
  wordList(`practice medicine care health oxygen medical associates group partners specialists consultants pc pllc llc school elementary
    college academy pharmacy drugstore apothecary living behavioral endo psych peds diagnostic diagnostics sciences montessori preschool care daycare day snf ltac ltach bakery brewery tavern church parish fellowship county township home village community manor facility institution center dialysis clinic institute`),
  { capital: true },
);
const UNIVERSITY: PatternRule = {
  at: wordSet(['university']),
  pattern:
    /(?:University|UNIVERSITY|university) of (?!the\b)\p{L}[\p{L}'-]{2,24}(?:[- ]at \p{Lu}[\p{L}'-]{2,24}| \p{Lu}[\p{L}'-]{1,24}){0,2}(?: (?:Hospital|Medical Center|Health|Clinics?)s?){0,2}/uy,
  type: 'LOCATION',
  subtype: 'facility',
  score: 0.72,
};
const KIND_WORDS = wordSet(
  wordList(`center centre system group home institute clinic network plaza hospital hospitals infirmary hospice
    sanatorium polyclinic healthcare`),
  { capital: true },
);
const LABELLED: LabelRule = {
  labels: labelSet(
    labelList(`
    facility, facility name, hospital, hospital name, clinic, clinic name, location of service, place of service,
    sending facility
  `),
  ),
  pattern:
    /(?<lead>["'\\]{0,4} {0,3}[:=] {0,3},?["'\\]{0,4})(?<value>\p{Lu}[\p{L}.'&-]{1,24}(?: (?:of |the |at |and |& )?\p{Lu}[\p{L}.'&-]{0,24}){1,7})/uy,
  type: 'LOCATION',
  subtype: 'facility',
  score: 0.7,
};
const EMPLOYER: LabelRule = {
  labels: labelSet(
    labelList(
      'employer, employer name, place of employment, daycare, nursing home, preferred pharmacy, pharmacy, practice, practice name, site of care, school, church',
    ),
  ),
  pattern:
    /(?<lead>["'\\]{0,4} {0,3}[:=] {0,3},?["'\\]{0,4})(?<value>\p{Lu}[\p{L}.'-]{1,24}(?: (?:of |the |and |& )?\p{Lu}[\p{L}.'-]{0,24}){1,4})/uy,
  type: 'LOCATION',
  subtype: 'facility',
  score: 0.7,
  accept: (value) => !value.split(' ').every((word) => GENERIC.test(word) || isNotName(word)),
};
// Hospitals have these clinics and units; the words name none.
const GENERIC =
  /^(?:the|a|an|this|that|our|your|local|outside|another|outpatient|inpatient|emergency|general|medical|acute|care|long-term|skilled|day|pain|wound|eye|foot|skin|sleep|heart|breast|urgent|primary|family|walk-in|community|public|private|mental|women's|men's|children's|pediatrics?|surgery|surgical|dental|medicine|internal|orthop\w*|\w*ology|\w*iatry|\w*iatrics?|coumadin|anticoagulation|memory|diabetes|diabetic|hypertension|asthma|cancer|transplant|specialty|follow-up|followup|referral|rehab\w*|physical|occupational|therapy|and|of|in|at|to|from|with|patient|patients|home|state|county|city|university|veterans|army|psychiatric|infusion|vascular|cast|hand|spine|joint|stroke|epilepsy|seizure|headache|migraine|hospital|clinic|center|health|course|visit|date|retail|mail|order|central|satellite|hospice|pharmacy|inpatient|outpatient|high|middle|grade|nursing|medical|resident|clinical|interventional|nuclear|invasive|gynecologic|adult|neonatal|peritoneal|hemodialysis|home|chronic|new|middle|junior|senior|elementary|some|attended|completed|finished|graduated|american|national|royal|british|european|canadian|mental|behavioral|compounding|preferred|my|your|his|her|their|call|see|via|per|any|no|last|first|other|same|falls?|ag(?:e)?ing|fit|travel|vaccine|vaccination|immunization|flu|covid|weight|allergy|lipid|renal|kidney|liver|lung|bone|fracture|hernia|voice|balance|dizziness|tremor|movement|geriatric|bariatric|methadone|syncope|thyroid|glaucoma|retina|hearing|lymphedema|pacemaker|device|palliative|survivorship|genetics|fertility|antenatal|prenatal|postnatal|perinatal|fetal|newborn|adolescent|teen|student|employee|occupational|school)$/i;
const CONNECTOR_WORDS: ReadonlySet<string> = new Set(['of', 'the', 'and', 'de', 'del', 'la']);
const MOST_WORDS = 6;

/** Hospitals, clinics and health centres that have a name of their own. */
export const facility: Recognizer = makeRecognizer({
  name: 'facility',
  entities: ['LOCATION'],
  rules: [
    { needs: [KIND_WORDS], find: ({ text }) => findNamed(text, KIND) },
    { needs: [PRACTICE_WORDS], find: ({ text }) => findNamed(text, PRACTICE, 0.72) },
    UNIVERSITY,
    LABELLED,
    EMPLOYER,
  ],
});

function findNamed(text: string, kind: RegExp, score = 0.87): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, kind)) {
    const start = nameStart(text, match.index - 1);
    if (start === undefined) continue;
    spans.push({
      start,
      end: tailEnd(text, match.index + match[0].length),
      type: 'LOCATION',
      subtype: 'facility',
      score,
    });
  }
  return spans;
}

function nameStart(text: string, end: number): number | undefined {
  let start: number | undefined;
  let at = end;
  let named = false;
  for (let count = 0; count < MOST_WORDS; count++) {
    const dotted = text.charAt(at - 1) === '.';
    const possessive = /^'[sS]$/.test(text.slice(at - 2, at));
    const word = wordBefore(text, dotted ? at - 1 : possessive ? at - 2 : at);
    if (word === undefined || (dotted && !/(?:^|-)(?:St|Mt|Ft)$/.test(word.text))) break;
    const capital = isCapitalized(word.text);
    if (!capital && !CONNECTOR_WORDS.has(word.text)) break;
    if (capital && /^(?:The|At|From|In|To)$/.test(word.text)) break;
    if (capital) start = word.start;
    named ||= capital && !GENERIC.test(word.text);
    at = word.start - 1;
    if (text.charAt(at) !== ' ' && text.charAt(at) !== '-') break;
  }
  return named ? start : undefined;
}

// "Mayo Clinic Florida", "Hospital of Saint Raphael"
function tailEnd(text: string, end: number): number {
  let last = end;
  let at = end;
  for (let count = 0; count < 4 && text.charAt(at) === ' '; count++) {
    const word = wordAt(text, at + 1);
    if (word === undefined) break;
    const joins = count === 0 && (word.text === 'of' || word.text === 'at');
    if (!joins && (!isCapitalized(word.text) || GENERIC.test(word.text) || text.charAt(word.end) === ':')) break;
    at = word.end;
    if (!joins) last = word.end;
  }
  return last;
}
