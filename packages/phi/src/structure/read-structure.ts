import type { RecordPart } from './leaf.ts';
import { findHl7Parts } from './hl7-parts.ts';
import { findJsonParts } from './json-parts.ts';
import { findTableParts } from './table-parts.ts';
import { findXmlParts } from './xml-parts.ts';

/** What makes the first characters of a text those of a record. */
const JSON_START = /^[\s\uFEFF\u001e]{0,64}[{["]/;

const XML_MARK = /<\/[A-Za-z_]|\/>/;
const HL7_MARK = /MSH|FHS|BHS|\|/;
/** A segment of HL7 v2 at the beginning of a line, its header with whatever separator. */
const HL7_START = /(?:^|[\r\n\u000b])[ \t]{0,4}(?:(?:MSH|FHS|BHS)[^\p{L}\p{N}\s]|(?:PID|NK1|PV1|IN1|GT1|OBR|OBX|ORC|EVN|MRG|NTE)\|)/u;

/**
 * The structured records in a text: the text as a whole, records one behind another, or records quoted in prose. In order and
 * disjoint. `undefined` for plain text, which the first characters and a few searches for single marks tell.
 */
export function readStructure(text: string, field = ''): readonly RecordPart[] | undefined {
  const parts = findParts(text, field);
  return parts.length === 0 ? undefined : parts;
}

function findParts(text: string, field: string): readonly RecordPart[] {
  if (HL7_MARK.test(text) && HL7_START.test(text)) return findHl7Parts(text);
  const json = JSON_START.test(text) ? findJsonParts(text, field) : [];
  if (json.length > 0) return json;
  if (text.includes('<') && XML_MARK.test(text)) return findXmlParts(text);
  const quoted = text.includes('{') ? findJsonParts(text, field) : [];
  return quoted.length > 0 ? quoted : findTableParts(text);
}
