import { readCef, readSyslog, type SyslogMessage } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { sampleSinkEvent } from '../event-samples.test-support.ts';
import { nastyTexts } from '../nasty-texts.test-support.ts';
import { plainText } from '../plain-text.ts';
import type { SinkEvent } from '../sink.ts';
import { octetFrame } from './octet-frame.ts';
import { type MessageStyle, syslogMessage } from './syslog-message.ts';

const OCSF: MessageStyle = { format: 'ocsf', facility: 'authpriv' };
const CEF: MessageStyle = { format: 'cef', facility: 'authpriv' };
const OWN = 'sallyport@32473';

function read(event: SinkEvent, style = OCSF): SyslogMessage {
  const message = readSyslog(syslogMessage(event, style));
  if (typeof message === 'string') expect.unreachable(message);
  return message;
}

describe('a message of syslog', () => {
  it('is, byte for byte', () => {
    const { json, ...event } = sampleSinkEvent(7);
    const bytes = syslogMessage({ ...event, json: '{}' }, OCSF).toString('utf8');
    expect(bytes).toMatchInlineSnapshot(
      `"<86>1 2026-11-18T11:06:40.130Z sallyport.example sallyport - session.outcome [origin software="Sallyport" swVersion="0.1.0"][sallyport@32473 log="sallyport.example/log" index="7" uid="0b54a1de-3a49-4f0b-9f0a-000000000007" issuer="https://login.example.org/" subject="svc-triage" connection="openai" operation="embeddings.create"] {}"`,
    );
    expect(read(sampleSinkEvent(7)).text).toBe(json);
  });

  it.each([
    ['auth', 4],
    ['authpriv', 10],
    ['audit', 13],
    ['local0', 16],
    ['local7', 23],
  ] as const)('has facility %s as %i', (facility, expected) => {
    expect(read(sampleSinkEvent(0), { format: 'ocsf', facility }).facility).toBe(expected);
  });

  it.each([
    [0, 5],
    [1, 6],
    [2, 5],
    [3, 4],
    [4, 3],
    [5, 2],
    [6, 1],
    [99, 5],
    ['high', 5],
  ])('has for OCSF’s severity %s its own %i', (severity, expected) => {
    expect(read(sampleSinkEvent(0, { more: { severity_id: severity } })).severity).toBe(expected);
  });

  it('has the event’s time to the millisecond, in UTC', () => {
    expect(read(sampleSinkEvent(0, { time: 1_795_000_000_007 })).timestamp).toBe('2026-11-18T11:06:40.007Z');
    expect(read(sampleSinkEvent(0, { time: 0 })).timestamp).toBe('1970-01-01T00:00:00.000Z');
  });

  it('has a hyphen where there is nothing to say', () => {
    for (const time of [253_402_300_800_000, -1, Number.NaN]) {
      expect(read(sampleSinkEvent(0, { time })).timestamp).toBeUndefined();
    }
    const { hostname, procId, msgId } = read(sampleSinkEvent(0, { kind: '雪', more: { metadata: {} } }));
    expect([hostname, procId, msgId]).toEqual([undefined, undefined, undefined]);
  });

  it('names what happened in MSGID, and the log’s host, in printable ASCII that is no longer than may be', () => {
    const metadata = { log_name: `säl ly${'x'.repeat(300)}/log` };
    const { hostname, msgId } = read(sampleSinkEvent(0, { kind: `a b${'c'.repeat(40)}`, more: { metadata } }));
    expect(hostname).toBe(`slly${'x'.repeat(251)}`);
    expect(msgId).toBe(`ab${'c'.repeat(30)}`);
  });

  it('gives back every text as it was, but for control characters outside of the JSON', () => {
    for (const text of nastyTexts(500)) {
      const event = sampleSinkEvent(3, { subject: text, issuer: text });
      const { data, text: json = '', marked } = read(event);
      const plain = plainText(text).replaceAll(/[\r\n]/g, '\u{FFFD}');
      expect(data[OWN]).toMatchObject({ subject: plain, issuer: plain, index: '3' });
      expect(JSON.parse(json)).toEqual(event.ocsf);
      expect(json).toMatch(/^[\u0020-\u007e]*$/);
      expect(marked).toBe(false);
    }
  });

  it('escapes in structured data what ends a value, and what escapes', () => {
    const bytes = syslogMessage(sampleSinkEvent(0, { subject: 'a"b\\c]d[e' }), OCSF).toString('utf8');
    expect(bytes).toContain(' subject="a\\"b\\\\c\\]d[e" ');
  });

  it('has a byte order mark before CEF exactly where that is more than ASCII', () => {
    const plain = read(sampleSinkEvent(0), CEF);
    expect(plain.marked).toBe(false);
    const other = read(sampleSinkEvent(0, { subject: 'svc-Ärzte' }), CEF);
    expect(other.marked).toBe(true);
    expect(readCef(other.text ?? '')).toMatchObject({ extension: { suid: 'svc-Ärzte' } });
  });

  it('carries CEF that is read strictly, whatever it says', () => {
    for (const text of nastyTexts(200)) {
      const message = readCef(read(sampleSinkEvent(0, { subject: text }), CEF).text ?? '');
      expect(message).toMatchObject({ extension: { suid: plainText(text) } });
    }
  });

  it.each([2_048, 2_049, 8_192, 65_535, 1_000_000])('of %i octets is whole', (length) => {
    const short = syslogMessage(sampleSinkEvent(0, { unmapped: { filler: '' } }), OCSF).length;
    const event = sampleSinkEvent(0, { unmapped: { filler: 'x'.repeat(length - short) } });
    const message = syslogMessage(event, OCSF);
    expect(message.length).toBe(length);
    expect(read(event).text).toBe(event.json);
    expect(octetFrame(message).subarray(0, 9).toString('latin1')).toMatch(new RegExp(`^${length} <`));
  });

  it('is counted in octets, and not in characters', () => {
    const message = syslogMessage(sampleSinkEvent(0, { subject: '雪雪雪' }), OCSF);
    const frame = octetFrame(message).toString('utf8');
    expect(frame.startsWith(`${message.length} <`)).toBe(true);
    expect(message.length).toBeGreaterThan(message.toString('utf8').length);
  });
});
