import type { RecordPart } from './leaf.ts';
import { readXml } from './read-xml.ts';

const OPENS = /<(?:\?xml\b|!--|!DOCTYPE\b|([A-Za-z_][\w.-]{0,80}(?::[\w.-]{1,80})?)(?:\s[^<>]{0,4000})?(\/?)>)/g;
/** How many beginnings may lead to nothing, so that any text takes linear time. */
const MOST_UNCLOSED = 32;

/** The XML and HTML in a text: documents, fragments, and elements quoted in prose that are closed again. */
export function findXmlParts(text: string): readonly RecordPart[] {
  const parts: RecordPart[] = [];
  const closes = new Map<string, number>();
  let unclosed = 0;
  OPENS.lastIndex = 0;
  for (let open = OPENS.exec(text); open !== null && unclosed < MOST_UNCLOSED; open = OPENS.exec(text)) {
    const [, name, empty] = open;
    if (name !== undefined && empty === '') {
      const close = closes.get(name) ?? text.lastIndexOf(`</${name}`);
      closes.set(name, close);
      if (close < open.index) {
        unclosed++;
        continue;
      }
    }
    const part = readXml(text, open.index);
    if (part.leaves.length > 0) parts.push(part);
    else if (!part.whole || part.end === open.index) unclosed++;
    OPENS.lastIndex = Math.max(part.end, open.index + 1);
  }
  return parts;
}
