import type { Span } from '@sallyport/core';
import { ANALYTES } from '../grammar/analytes.ts';
import type { Stretch } from '../seal.ts';
import { isCoded } from './coded.ts';
import { isCount } from './counted.ts';
import { isNoDate } from './no-date.ts';
import { isNoName } from './no-name.ts';
import { isPermitted } from './permitted.ts';
import { standsAsPlace } from './place-stands.ts';

/** What classifications and registries of standards call things: ICD-10 codes with their decimals, object identifiers of standards. */
const CODE = /^(?:[A-TV-Z]\d[\dA-Z]\.[\dA-Z]{1,4}|[0-2]\.(?:16\.840|\d{1,3}\.\d{1,4}\.\d)[\d.]*)$/;
/** Standards, protocols and diseases by number. */
const STANDARD =
  /^(?:utf|iso|iec|rfc|sha|tls|ssl|http|icd|dsm|covid|hl7|base|aes|ieee|ansi|astm)[-_ ]?\d{1,5}(?:[-.:]\d{1,4}){0,3}$/i;
/** What is counted, and no age. */
const VITAL_BEFORE =
  /(?:pulse|rate|hr|sats?|saturation|spo2|o2|temp(?:erature)?|weight|score|bpm|resp(?:irations)?)[^\n.;,\d]{0,8}(?:\d{2,3} ?(?:to|-|–|→) ?)?$/i;
/** `rate in clinic was 92`, and the score of a laboratory. */
const MEASURE_BEFORE = new RegExp(
  `(?<!\\p{L})(?:${ANALYTES}|(?:pulse|rate|saturation)[^\\n.;,\\d]{0,24}) (?:is|was|of) $`,
  'iu',
);
const PERCENT_BEHIND = /^ ?(?:%|percent)/i;
/** A saturation and the oxygen it was measured with. */
const OXYGEN_BEHIND = /^(?:%| ?percent)? on (?:ra\b|room air|\d{1,2} ?l)/i;
/** A part of the body, a shape of streets. */
const NO_IDENTIFIER = /^(?:the )?cul[- ]de[- ]sac$/i;

/** Levels of the spine: `C5-C6`, `L5/S1`, `T11-L3`, `L5S1`. */
const VERTEBRAE = /^[CTLS]\d{1,2}(?:[-/–]?[CTLS]\d{1,2}|[-/–]\d{1,2}){0,3}$/;
/** The words of departments that every hospital has. */
const DEPARTMENT = new Set(
  'the a an our main general adult pediatric paediatric neonatal pediatrics icu nicu picu ccu pacu ed er or ward wards floor unit units room rooms suite bay department dept lab laboratory clinic center centre operating emergency recovery intensive critical coronary cardiac cardiology catheterization cath post postanesthesia anesthesia anesthesiology postoperative preoperative surgical surgery medical medicine endoscopy radiology imaging oncology infusion dialysis labor delivery maternity nursery burn trauma telemetry step down stepdown care acute inpatient outpatient observation holding area rehab rehabilitation psychiatric psychiatry pathology pharmacy nuclear fluoroscopy angiography falls fall memory aging ageing fracture allergy pain wound sleep travel vaccine diabetes staff rm of and'.split(
    ' ',
  ),
);

function isDepartment(value: string): boolean {
  const words = value.split(/[^\p{L}]+/u).filter(Boolean);
  return words.length > 0 && words.every((word) => DEPARTMENT.has(word.toLowerCase()));
}

/**
 * Whether what a model tagged can be an identifier at all: nothing that may stay whoever says it is one (`isPermitted`), and nothing of which we know better
 * than the model: codes and standards, what is counted, measured or scored, words that nobody and no place is called.
 */
export function stands(text: string, span: Span): boolean {
  const { start, end, type } = span;
  const value = text.slice(start, end);
  if (isPermitted(text, span)) return false;
  if (VERTEBRAE.test(value) || CODE.test(value) || STANDARD.test(value) || NO_IDENTIFIER.test(value)) return false;
  if (type === 'NAME') return !isNoName(text, { start, value });
  if (type === 'LOCATION') return !isDepartment(value) && standsAsPlace(text, { start, end });
  if (type === 'DATE') return !isNoDate(text, { start, end });
  if (type === 'AGE_OVER_89') return !isVital(text, { start, end });
  return type !== 'OTHER_ID' || (!isCoded(text, { start, end }) && !isCount(text, { start, end }));
}

/** A pulse, a saturation, a share: as the words around a number say. */
function isVital(text: string, { start, end }: Stretch): boolean {
  return (
    VITAL_BEFORE.test(text.slice(Math.max(0, start - 24), start)) ||
    MEASURE_BEFORE.test(text.slice(Math.max(0, start - 48), start)) ||
    PERCENT_BEHIND.test(text.slice(end, end + 10)) ||
    OXYGEN_BEHIND.test(text.slice(end, end + 20))
  );
}
