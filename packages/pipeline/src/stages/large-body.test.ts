import { randomBytes } from 'node:crypto';
import { SallyportError, systemClock, utf8 } from '@sallyport/core';
import { definePolicy, planOf, SAFE_HARBOR, SAFE_HARBOR_TOKENS } from '@sallyport/policy';
import { createProcessVault } from '@sallyport/vault';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import { commit } from '../payload/commitment.ts';
import { heldPayload } from '../payload/payload.ts';
import { receivePayload } from '../payload/receive-payload.ts';
import type { Detect, Door } from '../ports.ts';
import { runCall } from '../run-call.ts';

const SALT = randomBytes(32);
const ANSWER = {
  object: 'list',
  model: 'm1',
  data: [{ object: 'embedding', index: 0, embedding: [0.5] }],
  usage: { prompt_tokens: 1, total_tokens: 1 },
};

function embeddings(texts: readonly string[]): Uint8Array {
  return utf8(JSON.stringify({ model: 'text-embedding-3-small', input: texts }));
}

/** Runs a call through a door that holds 1,000 bytes, and tells what was sent, recorded and answered. */
async function run(body: Uint8Array, parts: Partial<Door> = {}, signed?: { readonly commitment: string }) {
  const sent: {
    readonly bytes: Uint8Array;
    readonly held: boolean;
    readonly found: object;
    readonly applied: object;
  }[] = [];
  const denied: string[] = [];
  const door: Door = {
    identify: async () => ({
      caller: { issuer: 'https://idp.example', subject: 'app', groups: [], means: 'local' },
      ...(signed === undefined ? {} : { signed: signedIntent(signed.commitment) }),
    }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    policy: () => SAFE_HARBOR,
    send: async ({ egress, found, applied }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of egress.read()) chunks.push(chunk);
      sent.push({ bytes: Buffer.concat(chunks), held: egress.bytes !== undefined, found, applied });
      return { status: 200, headers: { 'content-type': 'application/json' }, body: utf8(JSON.stringify(ANSWER)) };
    },
    scratch: { heldBytes: 1_000, limitBytes: 4_000_000, textLength: 10_000 },
    maxDepth: 64,
    reviews: 'behind',
    clock: systemClock,
    journal: {
      intent: async () => ({ id: 'session-1', salt: SALT, commitments: {} }),
      outcome: async () => undefined,
      denied: async (_, error) => void denied.push(error.code),
    },
    ...parts,
  };
  const reply = await runCall(door, {
    connection: { name: 'openai', kind: 'openai', baa: true },
    correlationId: '00000000-0000-4000-8000-000000000001',
    call: {
      method: 'POST',
      path: '/embeddings',
      url: 'https://sallyport.example/c/openai/v1/embeddings',
      query: '',
      headers: { 'content-type': 'application/json' },
      readBody: (scratch) => receivePayload(inPieces(body), scratch),
      signal: new AbortController().signal,
    },
  });
  return { reply, sent, denied };
}

function signedIntent(commitment: string) {
  const intent = { correlationId: '00000000-0000-4000-8000-000000000001', commitment, applied: {} };
  return { kid: 'k', id: intent.correlationId, leaf: utf8('a.b.c'), time: 0, stated: { intent, salt: SALT } };
}

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
}

const TEXTS = Array.from({ length: 200 }, (_, index) => `Note ${index}: SSN 078-05-1120, metoprolol 25 mg, café ☕`);

describe('a body too large for memory', () => {
  it('leaves as a small one would, redacted to the same bytes, and counted alike', async () => {
    const body = embeddings(TEXTS);
    const [large, small] = [
      await run(body),
      await run(body, { scratch: { heldBytes: 1e6, limitBytes: 1e6, textLength: 1e6 } }),
    ];
    expect([large.sent[0]?.held, small.sent[0]?.held]).toEqual([false, true]);
    expect(Buffer.from(large.sent[0]?.bytes ?? []).toString()).toBe(Buffer.from(small.sent[0]?.bytes ?? []).toString());
    expect(Buffer.from(large.sent[0]?.bytes ?? []).toString()).not.toContain('078-05-1120');
    expect(large.sent[0]).toMatchObject({ found: { SSN: 200 }, applied: { SSN: { redact: 200 } } });
    expect(large.sent[0]?.found).toEqual(small.sent[0]?.found);
    expect(large.reply.status).toBe(200);
  });

  it('gets the tokens a small one would, from the same vault', async () => {
    const parts = { policy: () => SAFE_HARBOR_TOKENS, vault: createProcessVault() };
    const body = embeddings(TEXTS);
    const sent: string[] = [];
    for (const heldBytes of [1_000, 1e6]) {
      const { sent: left } = await run(body, { ...parts, scratch: { heldBytes, limitBytes: 4e6, textLength: 1e6 } });
      expect(left[0]?.applied).toEqual({ SSN: { tokenize: 200 } });
      sent.push(Buffer.from(left[0]?.bytes ?? []).toString());
    }
    expect(sent[0]).toBe(sent[1]);
    expect(sent[0]).not.toContain('078-05-1120');
    expect(new Set(sent[0]?.match(/\[SSN_\w{8}\]/g))).toHaveProperty('size', 1);
  });

  it.each([1_000, 1e6])(
    'is refused where tokens are wanted and there is no vault, of %d bytes held',
    async (heldBytes) => {
      const scratch = { heldBytes, limitBytes: 4e6, textLength: 1e6 };
      const { reply, sent, denied } = await run(embeddings(TEXTS), { policy: () => SAFE_HARBOR_TOKENS, scratch });
      expect([reply.status, denied, sent]).toEqual([500, ['vault_missing'], []]);
    },
  );

  it('gets the same surrogate for the same value in all its texts, and another in another call', async () => {
    const plan = { out: planOf('surrogate'), back: planOf('redact') };
    const policy = () =>
      definePolicy('surrogates', [
        { name: 'all', when: { operations: ['embeddings.create'] }, effect: 'allow', operators: plan },
      ]);
    const given: string[] = [];
    for (const heldBytes of [1_000, 1e6]) {
      const { sent } = await run(embeddings(TEXTS), {
        policy,
        scratch: { heldBytes, limitBytes: 4e6, textLength: 1e6 },
      });
      const numbers = new Set(
        Buffer.from(sent[0]?.bytes ?? [])
          .toString()
          .match(/\d{3}-\d{2}-\d{4}/g),
      );
      expect(numbers.size).toBe(1);
      expect([...numbers][0]).toMatch(/^9/);
      expect(sent[0]?.applied).toEqual({ SSN: { surrogate: 200 } });
      given.push(...numbers);
    }
    expect(given[0]).not.toBe(given[1]);
  });

  it('is held to what its client signed', async () => {
    const body = embeddings(TEXTS);
    const right = await commit(SALT, heldPayload(body));
    expect((await run(body, {}, { commitment: right })).reply.status).toBe(200);
    const { sent, denied } = await run(body, {}, { commitment: await commit(SALT, heldPayload(utf8('x'))) });
    expect([sent, denied]).toEqual([[], ['commitment_mismatch']]);
  });

  it.each([
    ['over the limit', embeddings(Array(100_000).fill('a text of forty characters, more or less')), 'body_too_large'],
    ['with one text too long', embeddings(['x'.repeat(10_001), ...TEXTS]), 'body_too_large'],
    ['that is no JSON at its end', utf8(`${new TextDecoder().decode(embeddings(TEXTS))}]`), 'body_not_json'],
    [
      'with an identifier in a key',
      utf8(JSON.stringify({ model: 'm', input: TEXTS, 'SSN 078-05-1120': 1 })),
      'phi_in_structure',
    ],
    ['with a key twice', utf8(`{"model":"m","input":${JSON.stringify(TEXTS)},"model":"m"}`), 'body_duplicate_key'],
  ])('%s is refused as a small one is', async (_what, body, code) => {
    const { sent, denied } = await run(body);
    expect([sent, denied]).toEqual([[], [code]]);
  });

  it('is refused where nothing can be written', async () => {
    const folder = `/nowhere/${randomBytes(8).toString('hex')}`;
    const scratch = { heldBytes: 1_000, limitBytes: 4_000_000, textLength: 10_000, folder };
    const { sent, denied } = await run(embeddings(TEXTS), { scratch });
    expect([sent, denied]).toEqual([[], ['temporary_storage']]);
  });

  it('is refused when its detector fails, or does not find the same twice', async () => {
    const failing: Detect = () => Promise.reject(new SallyportError('detector_failed'));
    let readings = 0;
    const fickle: Detect = async (inputs) => {
      if (inputs.some(({ text }) => text.startsWith('Note 0:'))) readings += 1;
      return readings < 2 ? DEFAULT_DETECT(inputs) : inputs.map(() => []);
    };
    for (const detect of [failing, fickle]) {
      const { sent, denied } = await run(embeddings(TEXTS), { detect });
      expect([sent, denied]).toEqual([[], ['detector_failed']]);
    }
  });
});
