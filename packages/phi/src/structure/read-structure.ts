import { findHl7Parts } from './hl7-parts.ts';
import { findJsonParts } from './json-parts.ts';
import type { RecordPart } from './leaf.ts';
import { findTableParts } from './table-parts.ts';
import { findXmlParts } from './xml-parts.ts';

/** What makes the first characters of a text those of a record. */
const JSON_START = /^[\s\uFEFF]{0,64}[{["]/;

const XML_START = /^[\s\uFEFF]{0,64}</;
const XML_MARK = /<\/|\/>|<!--/;
/** A segment of HL7 v2 at the beginning of a line, its header with whatever separator. */
const HL7_START =
  /(?:^|[\r\n\v])[ \t]{0,4}(?:(?:MSH|FHS|BHS)[^\p{L}\p{N}\s]|(?:PID|NK1|PV1|IN1|GT1|OBR|OBX|ORC|EVN|MRG|NTE)\|)/u;

/**
 * The structured records in a text: the text as a whole, records one behind another, or records quoted in prose. In order and
 * disjoint. `undefined` for plain text, which the first characters and a few searches for single marks tell.
 */
export function readStructure(text: string, field = ''): readonly RecordPart[] | undefined {
  const parts = findParts(text, field);
  return parts.length === 0 ? undefined : parts;
}

function findParts(text: string, field: string): readonly RecordPart[] {
  if (mayHoldHl7(text) && HL7_START.test(text)) return findHl7Parts(text);
  for (const find of findersOf(text, field)) {
    const parts = find();
    if (parts.length > 0) return parts;
  }
  return [];
}

/** Searches for words cost next to nothing, and spare a note the pattern. */
function mayHoldHl7(text: string): boolean {
  return text.includes('|') || text.includes('MSH') || text.includes('FHS') || text.includes('BHS');
}

/** What a text may hold, the likeliest first: what it begins with, then what is quoted in it first. */
function findersOf(text: string, field: string): readonly (() => readonly RecordPart[])[] {
  const json = (): readonly RecordPart[] => findJsonParts(text, field);
  const xml = (): readonly RecordPart[] => (XML_MARK.test(text) ? findXmlParts(text) : []);
  const table = (): readonly RecordPart[] => findTableParts(text);
  const brace = text.indexOf('{');
  const angle = text.indexOf('<');
  if (JSON_START.test(text)) return [json, table];
  if (brace === -1 && angle === -1) return [table];
  if (XML_START.test(text)) return [xml, json];
  return brace !== -1 && (angle === -1 || brace < angle) ? [table, json, xml] : [table, xml, json];
}
