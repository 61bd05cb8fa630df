import { readStructuredData, type StructuredData } from './read-structured-data.ts';

/** A message of RFC 5424. What is NILVALUE is absent. */
export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  /** As written. */
  readonly timestamp?: string;
  readonly hostname?: string;
  readonly appName?: string;
  readonly procId?: string;
  readonly msgId?: string;
  readonly data: StructuredData;
  /** Without a byte order mark. */
  readonly text?: string;
  /** Whether it had one. */
  readonly marked: boolean;
  /** Octets, all in all. */
  readonly length: number;
}

const HEADER =
  /^<(0|[1-9]\d{0,2})>1 (\S+) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) /;
/** RFC 5424 §6.2.3: upper-case `T` and `Z`, no leap seconds, at most microseconds. */
const TIMESTAMP =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;
const BYTE_ORDER_MARK = '\u{FEFF}';

/**
 * Reads one message, RFC 5424 §6, strictly: what it says, or what is wrong with it in words. Beyond the grammar it demands what a careful
 * sender does: no control characters, and a byte order mark before a text exactly where that is more than ASCII.
 */
export function readSyslog(octets: Uint8Array): SyslogMessage | string {
  const whole = utf8(octets);
  if (whole === undefined) return 'no UTF-8';
  const [header = '', priority = '', timestamp = '', ...names] = HEADER.exec(whole) ?? [];
  if (header === '') return 'no header';
  if (Number(priority) > 191) return 'a priority above 191';
  if (timestamp !== '-' && !isTimestamp(timestamp)) return 'no timestamp';
  const read = readStructuredData(whole.slice(header.length));
  if (typeof read === 'string') return read;
  const rest = whole.slice(header.length + read.length);
  if (rest !== '' && !rest.startsWith(' ')) return 'structured data without an end';
  const text = rest.slice(1);
  const marked = text.startsWith(BYTE_ORDER_MARK);
  const fault = textFault(text, marked) ?? (CONTROLS.test(whole) ? 'a control character' : undefined);
  if (fault !== undefined) return fault;
  const [hostname, appName, procId, msgId] = names;
  return {
    ...{ facility: Math.floor(Number(priority) / 8), severity: Number(priority) % 8 },
    ...present({ timestamp, hostname, appName, procId, msgId }),
    data: read.data,
    ...(rest === '' ? {} : { text: marked ? text.slice(1) : text }),
    ...{ marked, length: octets.length },
  };
}

/** RFC 5424 §6.4: UTF-8 has a byte order mark; what has none is ASCII, or nobody knows what. */
function textFault(text: string, marked: boolean): string | undefined {
  const plain = !/[\u0080-\uffff]/.test(marked ? text.slice(1) : text);
  if (!marked && !plain) return 'a text that is more than ASCII, without a byte order mark';
  return marked && plain ? 'a byte order mark before ASCII' : undefined;
}

function isTimestamp(text: string): boolean {
  const day = text.slice(0, 10);
  return TIMESTAMP.test(text) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function present<T extends Readonly<Record<string, string | undefined>>>(fields: T): Partial<Record<keyof T, string>> {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '-');
  return Object.fromEntries(there) as Partial<Record<keyof T, string>>;
}

function utf8(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}
