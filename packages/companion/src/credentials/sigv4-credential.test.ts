import { heldPayload, type Payload } from '@sallyport/pipeline';
import { type BedrockKeys, signatureFault, TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import type { OutgoingRequest } from './credential.ts';
import type { AwsKeys, Renewable } from './renewable.ts';
import { sigv4Credential } from './sigv4-credential.ts';

const KEYS: BedrockKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const LENT: BedrockKeys = { ...KEYS, accessKeyId: 'ASIAEXAMPLE', sessionToken: 'lent/for+a=while' };
const MODEL = 'arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.a-v1%3A0';
const noSignal = new AbortController().signal;

const renewable = (...keys: readonly AwsKeys[]): Renewable<AwsKeys> => {
  const left = [...keys];
  return {
    get: async () => left[0] as AwsKeys,
    replace: async (isRefused) => {
      if (left[0] === undefined || !isRefused(left[0]) || left.length === 1) return false;
      left.shift();
      return true;
    },
    close: () => void left.splice(0),
  };
};

/** A payload that lies in a file. */
const inChunks = (...chunks: readonly string[]): Payload => ({
  length: chunks.join('').length,
  async *read() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  },
});

const request = (more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url: new URL(`https://bedrock-runtime.us-east-1.amazonaws.com/model/${MODEL}/converse`),
  headers: { accept: 'application/json', 'content-type': 'application/json', 'accept-encoding': 'identity' },
  body: heldPayload(Buffer.from('{"messages":[]}')),
  ...more,
});

interface Signing {
  readonly keys?: BedrockKeys;
  readonly used?: AwsKeys;
  readonly more?: Partial<OutgoingRequest>;
  readonly sent?: string;
  readonly target?: string;
  readonly lateMs?: number;
  readonly region?: string;
}

/** What Amazon makes of a request that was signed. */
async function verdict({
  keys = KEYS,
  used = keys,
  more,
  sent,
  target,
  lateMs = 0,
  region = 'us-east-1',
}: Signing = {}) {
  const clock = new TestClock();
  const credential = sigv4Credential({ region: 'us-east-1', service: 'bedrock', keys: renewable(used), clock });
  const asked = request(more);
  const added = await credential.authorise(asked, { signal: noSignal });
  const headers = { ...asked.headers, ...added, host: asked.url.host };
  const body = sent ?? (asked.body.bytes === undefined ? '{"messages":[]}' : Buffer.from(asked.body.bytes).toString());
  const arrived = {
    method: asked.method,
    target: target ?? `${asked.url.pathname}${asked.url.search}`,
    headers,
    body: Buffer.from(body),
  };
  return signatureFault(arrived, { keys, region, now: clock.now() + lateMs });
}

describe('sigv4Credential', () => {
  it('signs what Amazon verifies: with keys of one’s own, and with lent ones', async () => {
    expect(await verdict()).toBeUndefined();
    expect(await verdict({ keys: LENT })).toBeUndefined();
  });

  it('signs a body that lies in a file', async () => {
    expect(await verdict({ more: { body: inChunks('{"messages":', '[]}') } })).toBeUndefined();
    expect(await verdict({ more: { body: inChunks() }, sent: '' })).toBeUndefined();
  });

  it('signs a query, and a port', async () => {
    const url = new URL('https://bedrock.example:8443/base/model/a%3A0/converse?b=2&a=x%20y%2Fz&a=1');
    expect(await verdict({ more: { url } })).toBeUndefined();
  });

  it('makes what fits nothing else', async () => {
    const invalid = 'InvalidSignatureException';
    expect(await verdict({ sent: '{"messages":[1]}' })).toBe(invalid);
    expect(await verdict({ target: `/model/${MODEL}/invoke` })).toBe(invalid);
    expect(await verdict({ target: `/model/${decodeURIComponent(MODEL)}/converse` })).toBe(invalid);
    expect(await verdict({ region: 'eu-west-1' })).toBe(invalid);
    expect(await verdict({ lateMs: 301_000 })).toBe(invalid);
    expect(await verdict({ used: { ...KEYS, secretAccessKey: 'another' } })).toBe(invalid);
    expect(await verdict({ used: LENT })).toBe('UnrecognizedClientException');
  });

  it('gives what signs and nothing more, and no secret', async () => {
    const clock = new TestClock();
    const credential = sigv4Credential({ region: 'us-east-1', service: 'bedrock', keys: renewable(LENT), clock });
    const added = await credential.authorise(request(), { signal: noSignal });
    expect(Object.keys(added).sort()).toEqual([
      'authorization',
      'x-amz-content-sha256',
      'x-amz-date',
      'x-amz-security-token',
    ]);
    expect(added['x-amz-date']).toBe('20260102T030405Z');
    expect(JSON.stringify(added)).not.toContain(LENT.secretAccessKey);
  });

  it('tells whether there are other keys than those that were refused', async () => {
    const keys = renewable(KEYS, LENT);
    const credential = sigv4Credential({ region: 'us-east-1', service: 'bedrock', keys, clock: new TestClock() });
    const added = await credential.authorise(request(), { signal: noSignal });
    expect(await credential.refused?.(added)).toBe(true);
    expect(await credential.refused?.(added)).toBe(false);
    expect((await credential.authorise(request(), { signal: noSignal })).authorization).toContain('ASIAEXAMPLE');
  });
});
