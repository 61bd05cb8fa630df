import { type CefMessage, readCef } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { sampleSinkEvent } from '../event-samples.test-support.ts';
import { nastyTexts } from '../nasty-texts.test-support.ts';
import { plainText } from '../plain-text.ts';
import type { SinkEvent } from '../sink.ts';
import { cefMessage } from './cef-message.ts';

function read(event: SinkEvent): CefMessage {
  const message = readCef(cefMessage(event));
  if (typeof message === 'string') expect.unreachable(message);
  return message;
}

describe('a message in the Common Event Format', () => {
  it('says of an event what the dictionary has words for', () => {
    expect(cefMessage(sampleSinkEvent(7))).toMatchInlineSnapshot(
      `"CEF:0|Sallyport|Sallyport|0.1.0|session.outcome|session outcome|1|rt=1795000000130 externalId=0b54a1de-3a49-4f0b-9f0a-000000000007 deviceExternalId=sallyport.example/log cat=API Activity act=embeddings.create outcome=success suid=svc-triage src=192.0.2.7 destinationServiceName=openai in=812 cs1Label=Issuer cs1=https://login.example.org/ cs2Label=Session cs2=7a9e1f20-3a49-4f0b-9f0a-5c3d0b54a1de cs3Label=Correlation id cs3=4f6a0c0e-7a51-4c0c-9d0e-8a3f2b1c5d77 cs4Label=Policy cs4=sha256:d4f5c1e07b8a4d2f9c3e6a1b0d7e8f90d4f5c1e07b8a4d2f9c3e6a1b0d7e8f90 cs5Label=Rule cs5=notes cn1Label=Ledger index cn1=7 cn2Label=Provider status cn2=200 cn3Label=Entities found cn3=3"`,
    );
  });

  it('is read by who reads strictly', () => {
    expect(read(sampleSinkEvent(7))).toMatchObject({
      ...{ vendor: 'Sallyport', product: 'Sallyport', version: '0.1.0' },
      ...{ eventClass: 'session.outcome', name: 'session outcome', severity: 1 },
      extension: { cn1Label: 'Ledger index', cn1: '7', suid: 'svc-triage', outcome: 'success' },
    });
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 3],
    [3, 5],
    [4, 7],
    [5, 9],
    [6, 10],
    [99, 0],
    ['high', 0],
    [-1, 0],
  ])('has for OCSF’s severity %s its own %i', (severity, expected) => {
    expect(read(sampleSinkEvent(0, { more: { severity_id: severity } })).severity).toBe(expected);
  });

  it('gives back every text as it was, but for control characters', () => {
    for (const text of nastyTexts(500)) {
      const { extension } = read(sampleSinkEvent(0, { subject: text, issuer: `${text}=`, unmapped: { rule: text } }));
      expect([extension.suid, extension.cs1, extension.cs5]).toEqual([
        plainText(text),
        plainText(`${text}=`),
        plainText(text),
      ]);
      expect(extension.cn1).toBe('0');
    }
  });

  it('escapes in the header other things than in the extension, and keeps it on one line', () => {
    const product = { metadata: { product: { version: '1|0\\=\r\n2' } } };
    const event = sampleSinkEvent(0, { subject: '1|0\\=\r\n2', more: product });
    expect(cefMessage(event)).toContain('|1\\|0\\\\= 2|');
    expect(cefMessage(event)).toContain(' suid=1|0\\\\\\=\\r\\n2 ');
    expect(read(event).version).toBe('1|0\\= 2');
  });

  it('cuts what is longer than the dictionary allows, and no character in half', () => {
    const { extension } = read(
      sampleSinkEvent(0, { subject: `${'x'.repeat(1022)}\u{1F480}`, issuer: 'y'.repeat(9000) }),
    );
    expect(extension.suid).toBe('x'.repeat(1022));
    expect(extension.cs1).toBe('y'.repeat(4000));
  });

  it('has IPv4 and IPv6 each where it belongs, and nothing that is neither', () => {
    const of = (src_endpoint: object) => read(sampleSinkEvent(0, { more: { src_endpoint } })).extension;
    expect(of({ ip: '192.0.2.7' })).toMatchObject({ src: '192.0.2.7' });
    expect(of({ ip: '2001:db8::7' })).toMatchObject({ c6a2: '2001:db8::7', c6a2Label: 'Source IPv6 Address' });
    expect(of({ ip: 'fe80::7%eth0' })).toMatchObject({ c6a2: 'fe80::7' });
    for (const none of [of({ svc_name: 'sallyport' }), of({ ip: 'cs1=x' })]) {
      expect(none).not.toHaveProperty('src');
      expect(none).not.toHaveProperty('c6a2');
    }
  });

  it('leaves out what an event does not say, with its label', () => {
    const bare = { actor: { user: { name: 'unknown', type_id: 0 } }, api: { operation: 'auth.failed' }, unmapped: {} };
    const { extension } = read(sampleSinkEvent(0, { kind: 'auth.failed', more: bare }));
    expect(Object.keys(extension).sort()).toEqual(
      [
        ...['act', 'cat', 'cn1', 'cn1Label', 'cs3', 'cs3Label', 'deviceExternalId', 'externalId'],
        ...['outcome', 'rt', 'src'],
      ].sort(),
    );
  });

  it('has numbers that fit CEF’s integers, and no others', () => {
    const of = (unmapped: object) => read(sampleSinkEvent(0, { unmapped: { ...unmapped } })).extension;
    expect(of({ bytesOut: 2_147_483_647, bytesBack: 0, count: 3 })).toMatchObject({
      in: '2147483647',
      out: '0',
      cnt: '3',
    });
    const beyond = of({ bytesOut: 2_147_483_648, bytesBack: -1, count: 1.5, found: { SSN: 'many' } });
    for (const key of ['in', 'out', 'cnt']) expect(beyond).not.toHaveProperty(key);
    expect(beyond.cn3).toBe('0');
  });

  it('says of a failure its reason, and of a finding no outcome', () => {
    const failed = { status_id: 2, api: { operation: 'embeddings.create', response: { error: 'policy_denied' } } };
    expect(read(sampleSinkEvent(0, { more: failed })).extension).toMatchObject({
      outcome: 'failure',
      reason: 'policy_denied',
    });
    const finding = read(sampleSinkEvent(0, { more: { class_uid: 2006 } })).extension;
    expect(finding.cat).toBe('Data Security Finding');
    expect(finding).not.toHaveProperty('outcome');
  });

  it('says of a client’s intent where it was sent', () => {
    const more = {
      http_request: { http_method: 'POST', url: { url_string: 'https://sallyport.example/c/openai/v1?a=b|c' } },
    };
    const { extension } = read(sampleSinkEvent(0, { kind: 'client.intent', more }));
    expect(extension).toMatchObject({ requestMethod: 'POST', request: 'https://sallyport.example/c/openai/v1?a=b|c' });
  });
});
