import { isIP } from 'node:net';

/** A message in ArcSight's Common Event Format, unescaped. */
export interface CefMessage {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly eventClass: string;
  readonly name: string;
  readonly severity: number;
  readonly extension: Readonly<Record<string, string>>;
}

type Fits = (value: string) => boolean;

const text =
  (most: number): Fits =>
  (value) =>
    value.length <= most;
const number =
  (most: number): Fits =>
  (value) =>
    /^(?:0|[1-9]\d*)$/.test(value) && Number(value) <= most;

const [INTEGER, LONG] = [2_147_483_647, Number.MAX_SAFE_INTEGER];
const six = (prefix: string, fits: Fits, many: number) =>
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${prefix}${at + 1}`, fits]));
const labels = (prefix: string, many: number) =>
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${prefix}${at + 1}Label`, text(1023)]));

/** Of the extension dictionary, the keys that a gate of calls has a use for, and what their values are. */
const DICTIONARY: Readonly<Record<string, Fits>> = {
  ...{ act: text(63), cat: text(1023), outcome: text(63), reason: text(1023), msg: text(1023), app: text(31) },
  ...{ externalId: text(40), deviceExternalId: text(255), dvchost: text(100), request: text(1023) },
  ...{ requestMethod: text(1023), suid: text(1023), suser: text(1023), destinationServiceName: text(1023) },
  ...{ rt: number(LONG), cnt: number(INTEGER), in: number(INTEGER), out: number(INTEGER) },
  src: (value) => isIP(value) === 4,
  ...{ ...six('cs', text(4000), 6), ...labels('cs', 6) },
  ...{ ...six('cn', number(LONG), 3), ...labels('cn', 3) },
  ...{ ...six('c6a', (value) => isIP(value) === 6, 4), ...labels('c6a', 4) },
};

const CUSTOM = /^(?:cs[1-6]|cn[1-3]|c6a[1-4])$/;
/** What may not be in a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads a message of CEF 0, strictly: what it says, or what is wrong with it in words. Escapes are `\\` and `\|` in the header, `\\`, `\=`,
 * `\n` and `\r` in the extension, and no others; keys are those of the dictionary, with values of its types and lengths, and every custom
 * one has its label.
 */
export function readCef(line: string): CefMessage | string {
  if (CONTROLS.test(line)) return 'more than one line, or a control character';
  const fields = /^CEF:0\|((?:(?:[^\\|]|\\[\\|])*\|){6})(.*)$/u.exec(line);
  if (fields === null) return 'no header';
  const header = [...(fields[1] ?? '').matchAll(/((?:[^\\|]|\\[\\|])*)\|/gu)].map(([, field = '']) => plain(field));
  const [vendor = '', product = '', version = '', eventClass = '', name = '', severity = ''] = header;
  if (header.some((field) => field === '')) return 'an empty field of the header';
  if (!number(10)(severity)) return 'no severity from 0 to 10';
  const extension = readExtension(fields[2] ?? '');
  if (typeof extension === 'string') return extension;
  return { vendor, product, version, eventClass, name, severity: Number(severity), extension };
}

function readExtension(written: string): Readonly<Record<string, string>> | string {
  const found: Record<string, string> = {};
  // A key, and all up to the next one: an equals sign in a value is escaped.
  const pair = /([A-Za-z0-9]+)=((?:[^\\=]|\\[\\=nr])*?)(?: (?=[A-Za-z0-9]+=)|$)/uy;
  while (pair.lastIndex < written.length) {
    const [, key = '', value = ''] = pair.exec(written) ?? [];
    if (key === '') return 'no extension';
    if (Object.hasOwn(found, key)) return 'a key that is there twice';
    if (DICTIONARY[key]?.(plain(value)) !== true) return `no value of ${key}`;
    found[key] = plain(value);
  }
  const alone = Object.keys(found).find((key) => CUSTOM.test(key) !== /Label$/.test(key) && !hasOther(found, key));
  return alone === undefined ? found : `${alone} alone`;
}

/** A custom key and its label stand together. */
function hasOther(found: Readonly<Record<string, string>>, key: string): boolean {
  if (CUSTOM.test(key)) return Object.hasOwn(found, `${key}Label`);
  return !key.endsWith('Label') || Object.hasOwn(found, key.slice(0, -'Label'.length));
}

function plain(escaped: string): string {
  const said: Readonly<Record<string, string>> = { n: '\n', r: '\r' };
  return escaped.replaceAll(/\\(.)/gu, (_, one: string) => said[one] ?? one);
}
