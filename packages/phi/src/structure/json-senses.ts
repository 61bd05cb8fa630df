import type { JsonObject, JsonPlace, JsonScalar } from './json-object.ts';
import type { Meaning } from './label-meanings.ts';
import type { Sense } from './leaf.ts';
import { meaningOf, readLabel, sayingLabel } from './meaning.ts';
import { valueSense } from './value-sense.ts';
import { isNameShaped } from './whole-value.ts';

/** Members of whatever object that are codes or settings, and no identifiers. */
const CODES: ReadonlySet<string> = new Set(
  `resourceType status use system code unit units gender sex language lang class category severity priority intent mode kind
  operator comparator currency contentType mimeType mime_type format encoding version versionId profile rank state
  country prefix suffix model object type method schema $schema $id hash criticality route frequency strength ndc cpt
  loinc snomed icd10 icd rxnorm ucum codeSystem code_system linkId role event_type level severityLevel valueCode valueUri
  valueBoolean valueCanonical implicitRules`.split(/\s+/),
);
const NEUTRAL =
  /^(?:value|values|number|no|text|full|formatted|raw|home|work|mobile|cell|office|primary|secondary|main|other|first|last|middle|given|family|low|high|center|start|end|line|lines|line_?\d|street_?\d|valueString|answer)$/i;
const PAIR_LABELS = [
  'name',
  'label',
  'key',
  'field',
  'column',
  'question',
  'title',
  'parameter',
  'attribute',
  'property',
];
const PAIR_VALUE = /^(?:value|values|answer|content|val|value[A-Z]\w{2,20})$/;
const PERSON_SIGNS =
  /^(?:dob|birth_?date|date_?of_?birth|ssn|mrn|gender|sex|email|phone|birthday|age|telecom|npi|specialty)$/i;
const MOST_ANCESTORS = 5;

/** Whether a key or column names a code or a setting, whatever stands around it. */
export function isCode(label: string): boolean {
  return CODES.has(label) || CODES.has(label.toLowerCase());
}

/** How a string or number is read, by its key and by what stands around it. `undefined`: not at all. */
export function memberSense(scalar: JsonScalar, place: JsonPlace): Sense | undefined {
  const { key, text, number } = scalar;
  const { object, said } = place;
  if (isCoding(object, said) || (isQuantity(said) && key !== 'comment')) return undefined;
  if (key === 'display' || key === 'text') {
    const sense = displaySense(scalar, place);
    if (sense !== 'unsaid') return sense;
  }
  const label = PAIR_VALUE.test(key) ? pairLabel(place) : undefined;
  const shown = label === undefined ? key : sayingLabel(label);
  // Parts of a complex extension have relative urls: `text`, `ombCategory`.
  if (label !== undefined && said.get('url') === label && meaningOf(label) === undefined) return { read: 'form' };
  const meaning = contactMeaning(scalar, place) ?? (label === undefined ? meaningAt(object, key) : meaningOf(label));
  const named = label === undefined ? nameMeaning(scalar, place) : undefined;
  const code = label === undefined && isCode(key) && meaning === undefined;
  return valueSense(text, { label: shown, meaning: meaning ?? named, number, code });
}

/** Coding (FHIR R4, 2.24.0.5), in whatever JSON: a code of a system. */
function isCoding({ key }: JsonObject, said: ReadonlyMap<string, string>): boolean {
  if (/coding$|^tag$|^security$/i.test(key)) return true;
  return said.has('code') && (said.has('system') || said.has('codeSystem') || said.has('codeSystemName'));
}

function isQuantity(said: ReadonlyMap<string, string>): boolean {
  return said.has('value') && said.has('unit');
}

/** What key and parent say together: `patient` → `name`, `address` → `line`, `phone` → `home`. */
function meaningAt(object: JsonObject, key: string): Meaning | undefined {
  if (key === '') return undefined;
  const own = meaningOf(key);
  if (own !== undefined) return own;
  if (CODES.has(key) || object.key === '') return undefined;
  return meaningOf(`${object.key} ${key}`) ?? (NEUTRAL.test(key) ? meaningOf(object.key) : undefined);
}

/** ContactPoint (FHIR R4, 2.24.0.13). */
function contactMeaning({ key }: JsonScalar, { object, said }: JsonPlace): Meaning | undefined {
  if (key !== 'value') return undefined;
  const system = said.get('system') ?? '';
  if (system === 'phone' || system === 'pager' || system === 'sms') return { type: 'PHONE' };
  if (system === 'fax') return { type: 'FAX' };
  if (system === 'email') return { type: 'EMAIL' };
  if (system === 'url') return { type: 'URL' };
  return /telecom$|contactpoint$/i.test(object.key) && !said.has('system') ? { type: 'PHONE' } : undefined;
}

/** The label an object gives its value: `{"name": "mrn", "value": ...}`, an Extension's url, the question of an answer. */
function pairLabel({ object, said }: JsonPlace): string | undefined {
  const url = said.get('url');
  if (url !== undefined)
    return url.slice(Math.max(url.lastIndexOf('/'), url.lastIndexOf('#'), url.lastIndexOf(':')) + 1);
  for (const name of PAIR_LABELS) {
    const label = said.get(name);
    if (label !== undefined && label.length <= 80) return label;
  }
  if (object.key === 'answer') return object.parent?.scalars.find(({ key }) => key === 'text')?.text;
  return object.codes.get('code')?.find((code) => /[a-z]{3}/i.test(code));
}

/** The display of a Reference and the text of a HumanName or Address, by the element they stand in. */
function displaySense({ key, text }: JsonScalar, { object, said }: JsonPlace): Sense | undefined | 'unsaid' {
  if (object.codes.has('coding') || CONCEPTS.test(object.key)) return { read: 'form' };
  const target = /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(said.get('reference') ?? '')?.[1] ?? said.get('type') ?? '';
  if (/^(?:Organization|Location|HealthcareService)$/.test(target)) return FACILITY;
  if (/^(?:Patient|Practitioner|Person|RelatedPerson|PractitionerRole)$/.test(target))
    return { read: 'whole', type: 'NAME' };
  const role = readLabel(object.key);
  if (key === 'display' && role.person) return ORGANISED.test(text) ? FACILITY : { read: 'whole', type: 'NAME' };
  if (key === 'display' && meaningOf(`${object.key} display`)?.subtype === 'facility') return FACILITY;
  return key === 'display' ? { read: 'form' } : 'unsaid';
}

const CONCEPTS =
  /^(?:type|code|category|reason|reasonCode|bodySite|method|outcome|valueCodeableConcept|medicationCodeableConcept|productOrService|class|service|insurer|payor)$/;
const FACILITY: Sense = { read: 'whole', type: 'LOCATION', subtype: 'facility' };
const ORGANISED =
  /\b(?:hospital|cent(?:er|re)|clinic|llc|inc|ltd|corp|health\w*|medical|medicine|care|associates|group|pharmacy|laborator(?:y|ies)|labs?|service|services|department|dept|physicians|pllc|p\.?c|university|insurance|family|pcp\d+|practice|hospice|home|team|therapy|imaging|surgery|urgent|network)\b/i;

/** `name` is a person's where something around it speaks of a person; a role as key names one where the value looks like it. */
function nameMeaning({ key, text }: JsonScalar, { object, said }: JsonPlace): Meaning | undefined {
  const role = readLabel(key).person;
  if (role) return isNameShaped(text) ? { type: 'NAME' } : undefined;
  if (!/^(?:name|names|first|last|middle|fullname|family|given|surname)$/i.test(key)) return undefined;
  if ([...said.keys()].some((sibling) => PERSON_SIGNS.test(sibling))) return { type: 'NAME' };
  if (/^(?:full)?names?$/i.test(key) && /\s/.test(text) && isNameShaped(text) && !said.has('code'))
    return { type: 'NAME' };
  let ancestor: JsonObject | undefined = object;
  for (let count = 0; count < MOST_ANCESTORS && ancestor !== undefined; count++) {
    if (readLabel(ancestor.key).person) return ORGANISED.test(text) ? undefined : { type: 'NAME' };
    ancestor = ancestor.parent;
  }
  return undefined;
}
