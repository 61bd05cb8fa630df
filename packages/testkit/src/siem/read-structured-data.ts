/** The elements of structured data: parameters by the element's id, each by its name. */
export type StructuredData = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `SD-NAME`: 1*32 of PRINTUSASCII but `=`, space, `]` and `"`. */
const NAME = /^[\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32}$/;
/** A name of one's own, with a private enterprise number. */
const OWN = /^[^@]+@[1-9]\d*(?:\.\d+)*$/;

/** What IANA has registered, RFC 5424 §7, and how long its values may be. */
const REGISTERED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  timeQuality: { tzKnown: 1, isSynced: 1, syncAccuracy: 10 },
  origin: { ip: 45, enterpriseId: 255, software: 48, swVersion: 32 },
  meta: { sequenceId: 10, sysUpTime: 20, language: 255 },
};

/**
 * Reads STRUCTURED-DATA, RFC 5424 §6.3, that begins a text: what it says, and how much of the text it is. Gives what is wrong with it in
 * words otherwise.
 */
export function readStructuredData(text: string): { readonly data: StructuredData; readonly length: number } | string {
  if (text.startsWith('-')) return { data: {}, length: 1 };
  const data: Record<string, Record<string, string>> = {};
  let at = 0;
  while (text[at] === '[') {
    const element = readElement(text, at + 1);
    if (typeof element === 'string') return element;
    if (Object.hasOwn(data, element.id)) return 'an element that is there twice';
    data[element.id] = element.parameters;
    at = element.end;
  }
  return at === 0 ? 'no structured data' : { data, length: at };
}

interface Element {
  readonly id: string;
  readonly parameters: Record<string, string>;
  readonly end: number;
}

function readElement(text: string, start: number): Element | string {
  const id = /^[^ \]]*/.exec(text.slice(start, start + 33))?.[0] ?? '';
  if (!NAME.test(id) || !(OWN.test(id) || Object.hasOwn(REGISTERED, id))) return 'the name of an element';
  const parameters: Record<string, string> = {};
  let at = start + id.length;
  while (text[at] === ' ') {
    const parameter = readParameter(text, at + 1);
    if (typeof parameter === 'string') return parameter;
    const most = OWN.test(id) ? Number.POSITIVE_INFINITY : REGISTERED[id]?.[parameter.name];
    if (most === undefined || [...parameter.value].length > most) return 'a parameter of a registered element';
    if (Object.hasOwn(parameters, parameter.name)) return 'a parameter that is there twice';
    parameters[parameter.name] = parameter.value;
    at = parameter.end;
  }
  return text[at] === ']' ? { id, parameters, end: at + 1 } : 'an element without an end';
}

function readParameter(
  text: string,
  start: number,
): { readonly name: string; readonly value: string; readonly end: number } | string {
  const equals = text.indexOf('="', start);
  const name = equals < 0 ? '' : text.slice(start, equals);
  if (!NAME.test(name)) return 'the name of a parameter';
  let value = '';
  for (let at = equals + 2; at < text.length; at++) {
    const one = text[at] ?? '';
    if (one === '"') return { name, value, end: at + 1 };
    if (one === ']') return 'a bracket that is not escaped';
    // A backslash before anything else is a backslash, §6.3.3; who writes one escapes it.
    if (one === '\\' && !'"\\]'.includes(text[at + 1] ?? ' ')) return 'a backslash that is not escaped';
    value += one === '\\' ? (text[++at] ?? '') : one;
  }
  return 'a value without an end';
}
