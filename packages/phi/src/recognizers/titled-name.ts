import type { Span } from '@sallyport/core';
import { gapStart, matchesAtWords } from '../grammar/matches.ts';
import { isNotName } from '../grammar/not-names.ts';
import { type Person, personAt, personBefore } from '../grammar/person.ts';
import { STATE_CODES, STATE_NAMES } from '../grammar/states.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import { wordAt } from '../grammar/words.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const TITLE =
  /(?:(?:Drs?|DRS?|Mr|MR|Mrs|MRS|Ms|MS|Mx|Prof|PROF|Sra|Sr|Srta|Rev|Hon|Capt|Sgt|Lt|Col|Mme)\.[ ]{0,2}|(?:Drs?|DR|Mr|MR|Mrs|MRS|Ms|Miss|MISS|Professor|Doctor|Se\u00F1ora?|Madame|Herr|Frau|Nurse|Sister|Father|Rabbi)[ ]{1,2})(?=\p{L})/uy;
const TITLE_WORDS = wordSet(
  wordList(`Dr Drs Mr Mrs Ms Mx Prof Sra Sr Srta Rev Hon Capt Sgt Lt Col Mme Miss Professor Doctor Señor Señora Madame Herr
    Frau Nurse Sister Father Rabbi`),
  { capital: true },
);
const LOWER_CASE_TITLE = /(?:dr|mr|mrs|ms)\. ?(?=\p{Ll})/uy;
const LOWER_CASE_WORDS = wordSet(['dr', 'mr', 'mrs', 'ms']);
const CREDENTIAL =
  /(?<=(?<gap>,[ ]?|[ ]))(?:(?<=,[ ]?)(?:M\.?D|D\.?O|R\.?N|P\.?A-C|P\.A|N\.?P(?:-C)?|D\.?D\.?S|D\.?M\.?D|D\.?P\.?M|Ph\.?D|Psy\.?D|L\.?P\.?N|C\.?R\.?N\.?A|C\.?N\.?M|APRN|ARNP|FNP(?:-B?C)?|D\.C|O\.D|DPT|OTR(?:\/L)?|LCSW|MSW|CNA|PharmD|RPh|MPH|MBBS|FACS|FACC|FACP|Esq)\b|(?:M\.D|MD|D\.O|RN|R\.N|PA-C|NP-C|FNP|DDS|PhD|PharmD|CRNA|LPN|LCSW|APRN|MBBS)\b)(?![/'-])/y;

// Also what stands before the first dot of one written with dots.
const CREDENTIAL_WORDS = wordSet(
  wordList(`M MD D DO R RN P PA N NP DDS DD DMD DM DPM DP Ph PhD Psy PsyD L LPN LP C CRNA CRN CR CNM CN APRN ARNP FNP O DPT
    OTR LCSW MSW CNA PharmD RPh MPH MBBS FACS FACC FACP Esq`),
  { capital: true },
);

/** Names with a title before them (`Dr. …`, `Mrs. …`) or a credential behind them (`…, MD`, `… RN`). The title is no part of the span. */
export const titledName: Recognizer = makeRecognizer({
  name: 'titled-name',
  entities: ['NAME'],
  rules: [
    { needs: [TITLE_WORDS], find: findTitled },
    { needs: [LOWER_CASE_WORDS], find: findLowerCase },
    { needs: [CREDENTIAL_WORDS], find: findCredentialed },
  ],
});

function findTitled(survey: Survey): readonly Span[] {
  const { text } = survey;
  const spans: Span[] = [];
  for (const match of matchesAtWords(survey, TITLE_WORDS, TITLE)) {
    const start = match.index + match[0].length;
    if (isImage(text, match[0], start)) continue;
    const person = personAt(text, start) ?? soleInitial(text, start);
    if (person === undefined) continue;
    spans.push({ start, end: person.end, type: 'NAME', score: 0.93 });
  }
  return spans;
}

/** What is imaged, `MR KNEE`, `DR ANKLE`; and a drug, `MS Contin`. */
const IMAGED =
  /(?:brain|head|neck|[clt]?spine|shoulder|elbow|wrist|hand|finger|hip|pelvis|thigh|knee|ankle|foot|feet|skull|chest|abdomen|breast|liver|heart|prostate|femur|tibia|humerus|forearm|bone|iac|fetal|cardiac|enterography|enterogram|arthrogram|angiogram|angio|venogram)s?(?![\p{L}])/iuy;
const CAPITALS = /\p{Lu}{2}/uy;

function isImage(text: string, title: string, start: number): boolean {
  if (/^MS /i.test(title)) return /^contin(?!\p{L})/iu.test(text.slice(start, start + 7));
  IMAGED.lastIndex = start;
  CAPITALS.lastIndex = start;
  return /^(?:MR|DR) /.test(title) && CAPITALS.test(text) && IMAGED.test(text);
}

// "dr. tamsin's office": one word, because nothing tells where a name ends
function findLowerCase(survey: Survey): readonly Span[] {
  const { text } = survey;
  const spans: Span[] = [];
  for (const match of matchesAtWords(survey, LOWER_CASE_WORDS, LOWER_CASE_TITLE)) {
    const word = wordAt(text, match.index + match[0].length);
    if (word === undefined || word.text.length < 3 || isNotName(word.text)) continue;
    spans.push({ start: word.start, end: word.end, type: 'NAME', score: 0.8 });
  }
  return spans;
}

function soleInitial(text: string, start: number): { readonly end: number } | undefined {
  return /^\p{Lu}(?![\p{L}\p{N}])/u.test(text.slice(start, start + 2)) ? { end: start + 1 } : undefined;
}

/** `Licence MD 18844`, `TX RN 881770`: a register and its number. */
const REGISTER = new RegExp(`^(?:licen[cs]e|${STATE_CODES}|${STATE_NAMES})$`, 'i');
const NUMBER_BEHIND = /^ #?\d{4}/;

function isRegister(text: string, { start, end }: Person, behind: number): boolean {
  return REGISTER.test(text.slice(start, end)) && NUMBER_BEHIND.test(text.slice(behind, behind + 6));
}

function findCredentialed(survey: Survey): readonly Span[] {
  const { text } = survey;
  const spans: Span[] = [];
  for (const match of matchesAtWords(survey, CREDENTIAL_WORDS, CREDENTIAL)) {
    const person = personBefore(text, gapStart(match));
    if (person === undefined || isRegister(text, person, match.index + match[0].length)) continue;
    spans.push({ start: listedStart(text, person.start), end: person.end, type: 'NAME', score: 0.9 });
  }
  return spans;
}

// "ALDERWOOD, INES MD"
function listedStart(text: string, start: number): number {
  if (text.slice(start - 2, start) !== ', ') return start;
  const family = personBefore(text, start - 2);
  return family?.words === 1 ? family.start : start;
}
