/** A text of XML with its references read, and where each unit of it stands in the source. */
export interface XmlText {
  readonly text: string;
  readonly at?: readonly number[];
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g;
const WRITTEN: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Reads the character and entity references of XML 1.0, section 4.1. What is none stands for itself. */
export function readXmlText(source: string, start: number, end: number): XmlText {
  const raw = source.slice(start, end);
  if (!raw.includes('&')) return { text: raw };
  const at: number[] = [];
  const parts: string[] = [];
  let from = 0;
  const plain = (to: number): void => {
    parts.push(raw.slice(from, to));
    for (; from < to; from++) at.push(start + from);
  };
  REFERENCE.lastIndex = 0;
  for (let found = REFERENCE.exec(raw); found !== null; found = REFERENCE.exec(raw)) {
    const said = meantBy(found);
    if (said === undefined) continue;
    plain(found.index);
    for (let unit = 0; unit < said.length; unit++) at.push(start + from);
    parts.push(said);
    from = REFERENCE.lastIndex;
  }
  plain(raw.length);
  at.push(end);
  return { text: parts.join(''), at };
}

/** Writes a text so that it may stand in an element or an attribute. */
export function writeXmlText(text: string): string {
  return text.replace(/[<>&"']/g, (mark) => WRITTEN[mark] ?? mark);
}

function meantBy([, decimal, hex, name]: RegExpExecArray): string | undefined {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
