import { hl7Field, isHl7Segment } from './hl7-fields.ts';
import { type Hl7Marks, readHl7Text, writeHl7Text } from './hl7-text.ts';
import { HL7_TYPES, HL7_VALUE_TYPES, type Hl7Components, isIdentifierType } from './hl7-types.ts';
import { identifierMeaning } from './identifier-types.ts';
import type { Meaning } from './label-meanings.ts';
import type { Leaf, Sense } from './leaf.ts';
import { meaningOf, sayingLabel } from './meaning.ts';
import { type Piece, splitPiece } from './piece.ts';
import { canBe, isNameShaped } from './whole-value.ts';

/** A segment of a message, from its name to the end of its line. */
export interface Hl7Segment extends Piece {
  readonly source: string;
  readonly marks: Hl7Marks;
}

interface Field extends Hl7Segment {
  readonly segment: string;
  readonly number: number;
  /** What OBX-2 and OBX-3 say of OBX-5. */
  readonly valueType: string;
  readonly label: string;
}

const STAMP =
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d(?:[0-5]\d){1,2}(?:\.\d{1,4})?)?(?:[+-]\d{4})?$/;
const TELLING = /@|\d{3}-\d{2}-\d{4}|\(\d{3}\)/;
const SENTENCE = /(?:\S{1,40}\s{1,4}){4}\S/;
const TEXT_TYPES = /^(?:ST|TX|FT|CF|CWE|CE|CNE|IS|ID|RP|)$/;
const NUMBER_TYPES = /^(?:NM|SN|MO|SI|NA|MA)$/;

/** The values of a segment that may hold identifiers, each as its field says. */
export function segmentLeaves(segment: Hl7Segment): readonly Leaf[] {
  const { source, marks } = segment;
  const name = source.slice(segment.start, segment.start + 3);
  const fields = splitPiece(source, segment, marks.field);
  // MSH-1 is the separator itself.
  const shift = /^(?:MSH|FHS|BHS)$/.test(name) ? 1 : 0;
  const said = (index: number): string => source.slice(fields[index]?.start ?? 0, fields[index]?.end ?? 0);
  const valueType = name === 'OBX' ? said(2) : '';
  const label = name === 'OBX' ? labelOf(said(3), marks) : '';
  return fields.flatMap((field, index) => {
    if (index === 0 || field.start === field.end || (shift === 1 && index === 1)) return [];
    return fieldLeaves({ ...segment, ...field, segment: name, number: index + shift, valueType, label });
  });
}

function labelOf(observation: string, { component }: Hl7Marks): string {
  const [code = '', text = ''] = observation.split(component, 2);
  return sayingLabel((text === '' ? code : text).slice(0, 80));
}

function fieldLeaves(field: Field): readonly Leaf[] {
  const known = hl7Field(field.segment, field.number);
  if (known?.dataType === 'TEXT') return textLeaves(field, field);
  const repetitions = splitPiece(field.source, field, field.marks.repetition);
  if (known?.dataType === 'VALUE') return repetitions.flatMap((piece) => observationLeaves({ ...field, ...piece }));
  const type = known === undefined ? undefined : HL7_TYPES[known.dataType];
  if (type !== undefined)
    return repetitions.flatMap((piece) => typedLeaves({ ...field, ...piece }, type, known?.names));
  if (isHl7Segment(field.segment)) return repetitions.flatMap((piece) => untypedLeaves({ ...field, ...piece }));
  return repetitions.flatMap((piece) => strangeLeaves({ ...field, ...piece }));
}

function typedLeaves(field: Field, type: Hl7Components, names = 'OTHER_ID'): readonly Leaf[] {
  const { source, marks } = field;
  const components = splitPiece(source, field, marks.component);
  const said = (number: number): string =>
    source.slice(components[number - 1]?.start ?? 0, components[number - 1]?.end ?? 0);
  return components.flatMap((component, index) => {
    if (component.start === component.end) return [];
    return splitPiece(source, component, marks.subcomponent).flatMap((piece, sub) => {
      const key = sub === 0 ? `${index + 1}` : `${index + 1}.${sub + 1}`;
      return leavesOf({ ...field, ...piece }, (text) => componentSense(text, type[key], { said, names }));
    });
  });
}

interface ComponentPlace {
  readonly said: (component: number) => string;
  readonly names: string;
}

function componentSense(
  text: string,
  means: Hl7Components[string] | undefined,
  place: ComponentPlace,
): Sense | undefined {
  if (means === undefined) return untypedSense(text);
  if (means === 'text') return { read: 'text', field: '' };
  const meaning = typeof means === 'string' ? meaningOfComponent(text, means, place) : means;
  // A date that was written wrongly is one still.
  const can = canBe(text, meaning) || (meaning.type === 'DATE' && /^\d{6}/.test(text));
  return can ? { read: 'whole', ...meaning } : untypedSense(text);
}

function meaningOfComponent(text: string, means: string, { said, names }: ComponentPlace): Meaning {
  if (means === 'person id') return { type: /\d/.test(text) ? 'LICENSE' : 'NAME' };
  if (means === 'email') return { type: 'EMAIL' };
  if (means === 'phone') {
    if (text.includes('@')) return { type: 'EMAIL' };
    return { type: said(3) === 'FX' ? 'FAX' : 'PHONE' };
  }
  const meaning = identifierMeaning('', [said(5)]);
  return meaning.type === 'OTHER_ID' && isIdentifierType(names) ? { type: names } : meaning;
}

function observationLeaves(field: Field): readonly Leaf[] {
  const { valueType, label } = field;
  const type = HL7_TYPES[HL7_VALUE_TYPES[valueType] ?? ''];
  if (type !== undefined) return typedLeaves(field, type);
  if (valueType === 'ED') return dataLeaves(field);
  const meaning = meaningOf(label);
  return leavesOf(field, (text) => {
    if (meaning !== undefined && canBe(text, meaning)) return { read: 'whole', ...meaning };
    if (STAMP.test(text) && text.length > 8) return { read: 'whole', type: 'DATE' };
    if (NUMBER_TYPES.test(valueType)) return undefined;
    if (!TEXT_TYPES.test(valueType)) return untypedSense(text);
    return /\s/.test(text) ? { read: 'text', field: label } : { read: 'form', field: label };
  });
}

/** Encapsulated data: what it holds cannot be seen. */
function dataLeaves(field: Field): readonly Leaf[] {
  const components = splitPiece(field.source, field, field.marks.component);
  const kind = field.source.slice(components[1]?.start ?? 0, components[1]?.end ?? 0);
  const data = components[4];
  if (data === undefined) return [];
  return leavesOf({ ...field, ...data }, () => ({
    read: 'whole',
    type: /^(?:IM|image)/i.test(kind) ? 'PHOTO' : 'OTHER_ID',
  }));
}

function textLeaves(field: Field, piece: Piece): readonly Leaf[] {
  return leavesOf({ ...field, ...piece }, () => ({ read: 'text', field: '' }));
}

function untypedLeaves(field: Field): readonly Leaf[] {
  return splitPiece(field.source, field, field.marks.component).flatMap((piece) =>
    leavesOf({ ...field, ...piece }, untypedSense),
  );
}

/** A field that holds a code or a setting: only what has the form of an identifier. */
function untypedSense(text: string): Sense | undefined {
  if (STAMP.test(text)) return { read: 'whole', type: 'DATE' };
  if (SENTENCE.test(text)) return { read: 'text', field: '' };
  return TELLING.test(text) ? { read: 'form', field: '' } : undefined;
}

/** A field of a segment that the standard does not know: names by their look, all else as text. */
function strangeLeaves(field: Field): readonly Leaf[] {
  const { source, marks } = field;
  const components = splitPiece(source, field, marks.component);
  if (components.length < 2) return leavesOf(field, (text) => strangeSense(text));
  const words = components.map(({ start, end }) => source.slice(start, end));
  const first = words.findIndex((word, index) => isNamePair(word, words[index + 1] ?? ''));
  const named = first === 0 || (first === 1 && /\d/.test(words[0] ?? ''));
  return components.flatMap((piece, index) => {
    const name = named && index >= first && index <= first + 2;
    return leavesOf({ ...field, ...piece }, (text) => (name ? { read: 'whole', type: 'NAME' } : strangeSense(text)));
  });
}

function isNamePair(family: string, given: string): boolean {
  return family.length > 1 && !/[[\]]/.test(family + given) && isNameShaped(`${given} ${family}`);
}

function strangeSense(text: string): Sense | undefined {
  if (STAMP.test(text)) return { read: 'whole', type: 'DATE' };
  return /\s/.test(text.trim()) || /^\p{Lu}\p{Ll}+$/u.test(text)
    ? { read: 'text', field: '' }
    : { read: 'form', field: '' };
}

function leavesOf(field: Field, senseOf: (text: string) => Sense | undefined): readonly Leaf[] {
  const { start, end, source, marks } = field;
  const value = readHl7Text(source, field);
  if (!/[\p{L}\p{N}]/u.test(value.text)) return [];
  const sense = senseOf(value.text);
  return sense === undefined ? [] : [{ start, end, ...value, sense, write: (text) => writeHl7Text(text, marks) }];
}
