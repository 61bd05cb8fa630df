/** The encoding characters of a message: MSH-1 and MSH-2. */
export interface Hl7Marks {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const USUAL_MARKS: Hl7Marks = Object.freeze({
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
});

const LONGEST_ESCAPE = 40;

/** Reads the encoding characters behind the name of an MSH, FHS or BHS segment; those that are left out are the usual ones. */
export function readMarks(line: string): Hl7Marks {
  const field = line.charAt(3);
  const given = (line.slice(4).split(field, 1)[0] ?? '').slice(0, 5);
  return {
    field,
    component: given.charAt(0) || USUAL_MARKS.component,
    repetition: given.charAt(1) || USUAL_MARKS.repetition,
    escape: given.charAt(2) || USUAL_MARKS.escape,
    subcomponent: given.charAt(3) || USUAL_MARKS.subcomponent,
  };
}

/** A text of a message with its escapes read (HL7 v2.8.2, 2.7), and where each unit of it stands in the source. */
export function readHl7Text(
  source: string,
  { start, end, marks }: { readonly start: number; readonly end: number; readonly marks: Hl7Marks },
): { readonly text: string; readonly at?: readonly number[] } {
  const raw = source.slice(start, end);
  if (!raw.includes(marks.escape)) return { text: raw };
  const at: number[] = [];
  let text = '';
  for (let index = 0; index < raw.length; ) {
    const close = raw.charAt(index) === marks.escape ? raw.indexOf(marks.escape, index + 1) : -1;
    const code = close > index && close - index <= LONGEST_ESCAPE ? raw.slice(index + 1, close) : undefined;
    const meant = code === undefined ? undefined : meaningOfEscape(code, marks);
    const said = meant ?? raw.charAt(index);
    for (let unit = 0; unit < said.length; unit++) at.push(start + index);
    text += said;
    index = meant === undefined ? index + 1 : close + 1;
  }
  at.push(end);
  return { text, at };
}

/** Writes a text so that it holds no encoding character. */
export function writeHl7Text(text: string, marks: Hl7Marks): string {
  return Array.from(text, (char) => {
    if (char === marks.escape) return `${marks.escape}E${marks.escape}`;
    if (char === marks.field) return `${marks.escape}F${marks.escape}`;
    if (char === marks.component) return `${marks.escape}S${marks.escape}`;
    if (char === marks.subcomponent) return `${marks.escape}T${marks.escape}`;
    if (char === marks.repetition) return `${marks.escape}R${marks.escape}`;
    return char === '\n' || char === '\r' ? `${marks.escape}.br${marks.escape}` : char;
  }).join('');
}

function meaningOfEscape(code: string, marks: Hl7Marks): string | undefined {
  if (code === 'F') return marks.field;
  if (code === 'S') return marks.component;
  if (code === 'T') return marks.subcomponent;
  if (code === 'R') return marks.repetition;
  if (code === 'E') return marks.escape;
  if (/^\.(?:br|sp|in|ti|sk|ce|fi|nf)/i.test(code)) return '\n';
  if (/^X(?:[0-9A-F]{2}){1,18}$/i.test(code)) return bytesOf(code.slice(1));
  return /^(?:H|N|[CMZ][0-9A-Za-z]{0,36})$/.test(code) ? '' : undefined;
}

function bytesOf(hex: string): string {
  return (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
}
