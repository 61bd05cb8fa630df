import { createHmac, randomBytes } from 'node:crypto';
import { utf8 } from '@sallyport/core';
import { heldPayload, type Payload } from '@sallyport/pipeline';
import { describe, expect, it } from 'vitest';
import { bindAfter, bindBefore } from './bind-call.ts';
import { type SomeCall, someCall } from './calls-fixture.test-support.ts';

const KEY = randomBytes(32);
const keys = { binding: () => createHmac('sha256', KEY) };
const before = async (some: SomeCall) => Buffer.from(await bindBefore(keys, someCall(some))).toString('hex');
const form = (boundary: string) => ({ 'content-type': `multipart/form-data; boundary=${boundary}` });
const part = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const written = (boundary: string, ...parts: string[]) =>
  heldPayload(utf8(`${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('')}--${boundary}--\r\n`));

/** The same bytes, in pieces, as a body that is too large for memory comes. */
function pieces(bytes: Uint8Array, size: number): Payload {
  return {
    length: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

describe('a binding of a call', () => {
  it('is the same for the same call, however its body comes, and another before than after', async () => {
    const bytes = randomBytes(200_000);
    const whole = await before({ body: heldPayload(bytes) });
    expect(whole).toMatch(/^[0-9a-f]{64}$/);
    for (const size of [1_000, 65_536]) expect(await before({ body: pieces(bytes, size) })).toBe(whole);
    const after = await bindAfter(keys, someCall({ egress: heldPayload(bytes) }));
    expect(Buffer.from(after).toString('hex')).not.toBe(whole);
  });

  it('tells everything from everything else', async () => {
    const calls: SomeCall[] = [
      {},
      { body: heldPayload(utf8('{"input":"Bob"}')) },
      { body: heldPayload(new Uint8Array()) },
      { path: '/embeddings2' },
      { path: '/embedding', query: 's' },
      { query: 'a=1' },
      { query: 'a=1&b=2' },
      { headers: { 'content-type': 'text/plain' } },
      { headers: { 'content-type': '' }, body: heldPayload(utf8('application/json{"input":"Ada"}')) },
    ];
    const bindings = await Promise.all(calls.map(before));
    expect(new Set(bindings).size).toBe(calls.length);
  });

  it('is another under another key', async () => {
    const other = { binding: () => createHmac('sha256', randomBytes(32)) };
    expect(await bindBefore(other, someCall())).not.toEqual(await bindBefore(keys, someCall()));
  });

  it('refuses a body that is not as long as it says', async () => {
    const body = { ...pieces(new Uint8Array(10), 3), length: 11 };
    await expect(before({ body })).rejects.toMatchObject({ code: 'internal' });
  });

  it('is the same for a form under another boundary, and for no other form', async () => {
    const [a, b] = [part('model', 'whisper-1'), part('prompt', 'Ada')];
    const one = await before({ headers: form('x1'), body: written('x1', a, b) });
    expect(await before({ headers: form('another-boundary'), body: written('another-boundary', a, b) })).toBe(one);
    expect(await before({ headers: form('x1'), body: pieces(written('x1', a, b).bytes, 7) })).toBe(one);
    const others = [
      written('x1', b, a),
      written('x1', a),
      written('x1', a, b, b),
      written('x1', a, part('prompt', 'Bob')),
      written('x1', a, part('prompt', 'Ada\r\n')),
      written('x1', a, part('prompts', 'Ada')),
      written('x1', part('model', `whisper-1\r\n--x2\r\n${b}`)),
    ];
    const bindings = await Promise.all(others.map((body) => before({ headers: form('x1'), body })));
    expect(new Set([one, ...bindings]).size).toBe(others.length + 1);
  });

  it('refuses a form that cannot be read', async () => {
    const body = heldPayload(utf8('--x1\r\nnothing'));
    await expect(before({ headers: form('x1'), body })).rejects.toMatchObject({ code: 'form_invalid' });
  });
});
