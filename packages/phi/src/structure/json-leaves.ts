import { identifierMeaning } from './identifier-types.ts';
import type { JsonObject, JsonPlace, JsonScalar } from './json-object.ts';
import { memberSense } from './json-senses.ts';
import { writeJsonString } from './json-string.ts';
import { type Leaf, partOf, type Sense } from './leaf.ts';
import { readLabel } from './meaning.ts';
import { canBe } from './whole-value.ts';

const VALUE_IN_KEY = /[@[%]|\d{4}|\d[/-]\d/;
const NAME_IN_KEY = /\p{Lu}\p{Ll}+[ ,_]{1,2}\p{Lu}/u;
/** The logical id in a FHIR reference (R4, 2.3.0.1): `Patient/123`, `urn:uuid:...`, with a server before or a version behind it. */
const REFERENCE = /(?:urn:(?:uuid|oid):|(?:^|\/)[A-Z][A-Za-z]{2,40}\/)([A-Za-z0-9.-]{1,64})(?=$|\/_history\/)/;
const FACILITIES = /^(?:Organization|Location|HealthcareService|InsurancePlan|Endpoint)$/;

/** Whether a key may itself hold an identifier, or did; then it is no label. */
export function isTellingKey(key: string): boolean {
  if (VALUE_IN_KEY.test(key)) return true;
  if (!NAME_IN_KEY.test(key)) return false;
  const { meaning, person } = readLabel(key);
  return meaning === undefined && !person;
}

/** The leaf of a key that may itself hold an identifier. */
export function keyLeaf(key: Omit<JsonScalar, 'key' | 'number'>): Leaf {
  return { ...key, write: writeJsonString, sense: { read: /\d/.test(key.text) ? 'form' : 'text' } };
}

/** The leaf of a string or number in its object, where it is to be read at all. */
export function scalarLeaf(scalar: JsonScalar, place: JsonPlace): Leaf | undefined {
  if (!scalar.number && !/[\p{L}\p{N}]/u.test(scalar.text)) return undefined;
  return scalar.number ? numberLeaf(scalar, place) : stringLeaf(scalar, place);
}

function numberLeaf(scalar: JsonScalar, place: JsonPlace): Leaf | undefined {
  const { key: _key, number: _number, ...value } = scalar;
  const sense = memberSense(scalar, place);
  return sense && { ...value, literal: true, write: quoteNumber, sense };
}

/** A number may only be replaced by a number or a string. */
function quoteNumber(value: string): string {
  return `"${writeJsonString(value)}"`;
}

function stringLeaf(scalar: JsonScalar, place: JsonPlace): Leaf | undefined {
  const { key, number: _number, ...value } = scalar;
  const leaf = (sense: Sense): Leaf => ({ ...value, write: writeJsonString, sense });
  if (key === 'reference' || key === 'fullUrl' || (key === 'url' && place.object.key === 'request')) {
    const id = REFERENCE.exec(value.text);
    if (id?.[1] === undefined) return key === 'reference' ? undefined : leaf({ read: 'form' });
    const end = id.index + id[0].length;
    return partOf(leaf({ read: 'whole', type: 'OTHER_ID' }), end - id[1].length, end);
  }
  if (key === 'url' && isExtension(place)) return undefined;
  const sense = resourceSense(scalar, place) ?? memberSense(scalar, place);
  return sense && leaf(sense);
}

/** What only FHIR says: the logical id of a resource, the name of an organisation, an Identifier, an Attachment. */
function resourceSense({ key, text }: JsonScalar, { object, said }: JsonPlace): Sense | undefined {
  const resource = said.get('resourceType');
  // The id of a contained resource is often a word: `coverage`.
  if (key === 'id' && resource !== undefined && /\d/.test(text)) return { read: 'whole', type: 'OTHER_ID' };
  if (key === 'name' && resource !== undefined && FACILITIES.test(resource))
    return { read: 'whole', type: 'LOCATION', subtype: 'facility' };
  if (key === 'value' && isIdentifier(object, said)) {
    const meaning = identifierMeaning(said.get('system') ?? '', [
      ...(object.codes.get('type') ?? []),
      said.get('type') ?? '',
    ]);
    if (canBe(text, meaning)) return { read: 'whole', ...meaning };
  }
  if (/^(?:id|setId)$/.test(object.key)) {
    // CDA R2, II: an identifier is its root and its extension, or a root that is no naming system.
    const meaning = identifierMeaning(said.get('root') ?? '', []);
    const patients = meaning.type === 'OTHER_ID' && object.parent?.key === 'patientRole';
    if (key === 'extension') return { read: 'whole', ...(patients ? { type: 'MRN' } : meaning) };
    if (key === 'root' && !/^[\d.]+$/.test(text)) return { read: 'whole', type: 'OTHER_ID' };
  }
  if (key === 'data' && (said.has('contentType') || /^(?:photo|signature)$/i.test(object.key)))
    return { read: 'whole', type: (said.get('contentType') ?? 'image').startsWith('image') ? 'PHOTO' : 'OTHER_ID' };
  return undefined;
}

/** Extension (FHIR R4, 2.5.0): its url says what it is. */
function isExtension({ object, said }: JsonPlace): boolean {
  return /extension$/i.test(object.key) || [...said.keys()].some((key) => /^value[A-Z]/.test(key));
}

function isIdentifier({ key, codes }: JsonObject, said: ReadonlyMap<string, string>): boolean {
  if (/identifier$/i.test(key)) return true;
  return said.has('system') && !said.has('code') && !said.has('unit') && codes.has('type');
}
