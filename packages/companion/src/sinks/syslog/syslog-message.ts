import type { SyslogSinkConfig } from '../../config/index.ts';
import { cefMessage } from '../cef/cef-message.ts';
import { countAt, textAt } from '../ocsf-value.ts';
import type { SinkEvent } from '../sink.ts';
import { structuredData } from './structured-data.ts';

/** RFC 5424 §6.2.1, table 1. */
const FACILITIES: Readonly<Record<SyslogSinkConfig['facility'], number>> = {
  ...{ auth: 4, authpriv: 10, audit: 13 },
  ...{ local0: 16, local1: 17, local2: 18, local3: 19, local4: 20, local5: 21, local6: 22, local7: 23 },
};

/** Table 2, by the OCSF severity: unknown, informational, low, medium, high, critical, fatal. */
const SEVERITIES = [5, 6, 5, 4, 3, 2, 1] as const;
const NOTICE = 5;

const NIL = '-';
const BYTE_ORDER_MARK = '\u{FEFF}';

/** The number that RFC 5612 sets aside for examples: Sallyport has none of its own. */
const ENTERPRISE = 32_473;

/** What of a sink says how its messages look. */
export type MessageStyle = Pick<SyslogSinkConfig, 'format' | 'facility'>;

/**
 * Writes an event as a message of RFC 5424, in UTF-8. The time is the event's own, in milliseconds; the host is that of the log's origin, so
 * that every replica writes the same bytes. The text of OCSF is JSON in ASCII; that of CEF has a byte order mark where it is more than
 * ASCII (§6.4).
 */
export function syslogMessage(event: SinkEvent, { format, facility }: MessageStyle): Buffer {
  const { kind, ocsf } = event;
  const severity = SEVERITIES[countAt(ocsf, 'severity_id') ?? 0] ?? NOTICE;
  const header = [
    `<${FACILITIES[facility] * 8 + severity}>1`,
    timestampOf(event.time),
    printable(textAt(ocsf, 'metadata', 'log_name')?.split('/', 1)[0], 255),
    'sallyport',
    NIL,
    printable(kind, 32),
  ];
  const text = format === 'cef' ? marked(cefMessage(event)) : asciiJson(event.json);
  return Buffer.from(`${header.join(' ')} ${dataOf(event)} ${text}`, 'utf8');
}

/** RFC 3339 in UTC; none where the year has not four digits. */
function timestampOf(time: number): string {
  return time >= 0 && time <= 253_402_300_799_999 ? new Date(time).toISOString() : NIL;
}

/** What RFC 5424 calls PRINTUSASCII. */
function printable(text: string | undefined, most: number): string {
  const kept = (text ?? '').replaceAll(/[^\u0021-\u007e]/g, '').slice(0, most);
  return kept === '' ? NIL : kept;
}

function dataOf({ index, ocsf }: SinkEvent): string {
  const version = textAt(ocsf, 'metadata', 'product', 'version')?.slice(0, 32);
  const origin = structuredData('origin', [
    ['software', 'Sallyport'],
    ['swVersion', version],
  ]);
  const own = structuredData(`sallyport@${ENTERPRISE}`, [
    ['log', textAt(ocsf, 'metadata', 'log_name')],
    ['index', String(index)],
    ['uid', textAt(ocsf, 'metadata', 'uid')],
    ['issuer', textAt(ocsf, 'actor', 'idp', 'issuer')],
    ['subject', textAt(ocsf, 'actor', 'user', 'uid')],
    ['key', textAt(ocsf, 'actor', 'user', 'credential_uid')],
    ['connection', textAt(ocsf, 'api', 'service', 'name')],
    ['operation', textAt(ocsf, 'api', 'operation')],
    ['error', textAt(ocsf, 'api', 'response', 'error')],
  ]);
  return `${origin}${own}`;
}

/** The same JSON, all but ASCII (and DEL) escaped: then no collector need guess at its encoding, and no terminal is led astray. */
function asciiJson(json: string): string {
  return json.replaceAll(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function marked(text: string): string {
  return /[\u0080-\uffff]/.test(text) ? `${BYTE_ORDER_MARK}${text}` : text;
}
