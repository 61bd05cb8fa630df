import { type Operation, systemClock, utf8 } from '@sallyport/core';
import { definePolicy, planOf } from '@sallyport/policy';
import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import { receivePayload } from '../payload/receive-payload.ts';
import type { Door } from '../ports.ts';
import { runCall } from '../run-call.ts';

const PLAN = { out: planOf('redact'), back: planOf('redact') };
const OPERATIONS = [
  'files.create',
  'files.content',
  'uploads.parts.create',
  'embeddings.create',
] satisfies Operation['id'][];
const POLICY = definePolicy('files', [
  { name: 'all', when: { operations: OPERATIONS }, effect: 'allow', operators: PLAN },
]);

interface Sending {
  readonly method?: string;
  readonly path: string;
  readonly body: Uint8Array;
  readonly contentType?: string;
  readonly answer?: { readonly contentType: string; readonly body: string };
  /** How many bytes are held in memory. */
  readonly heldBytes?: number;
}

/** Sends a call through a door, and tells what left, what was counted, and what came back. */
async function send({ method = 'POST', path, body, contentType, answer, heldBytes = 1_000_000 }: Sending) {
  const { contentType: answered, body: given } = answer ?? { contentType: 'application/json', body: '{"id":"file-1"}' };
  const sent: { readonly text: string; readonly found: object; readonly applied: object }[] = [];
  const door: Door = {
    identify: async () => ({ caller: { issuer: 'https://idp.example', subject: 'a', groups: [], means: 'local' } }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    policy: () => POLICY,
    send: async ({ egress, found, applied }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of egress.read()) chunks.push(chunk);
      sent.push({ text: Buffer.concat(chunks).toString(), found, applied });
      return { status: 200, headers: { 'content-type': answered }, body: utf8(given) };
    },
    scratch: { heldBytes, limitBytes: 8_000_000, textLength: 50_000 },
    maxDepth: 64,
    reviews: 'behind',
    clock: systemClock,
    journal: {
      intent: async () => ({ salt: new Uint8Array(32), commitments: {} }),
      outcome: async () => undefined,
      denied: async () => undefined,
    },
  };
  const reply = await runCall(door, {
    connection: { name: 'openai', kind: 'openai', baa: true },
    correlationId: '00000000-0000-4000-8000-000000000001',
    call: {
      method,
      path,
      url: `https://sallyport.example/c/openai/v1${path}`,
      query: '',
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      readBody: (scratch) => receivePayload(inPieces(body), scratch),
      signal: new AbortController().signal,
    },
  });
  const text = Buffer.from(reply.body).toString();
  const code = reply.status === 200 ? undefined : (JSON.parse(text) as { readonly code: string }).code;
  return { sent: sent[0], reply: text, code };
}

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
}

async function encoded(content: string, { name = 'notes.txt', purpose = 'user_data' } = {}) {
  const data = new FormData();
  data.append('file', new File([content], name));
  data.append('purpose', purpose);
  const response = new Response(data);
  const contentType = response.headers.get('content-type') ?? '';
  return { path: '/files', contentType, body: new Uint8Array(await response.arrayBuffer()) };
}

const NOTE = 'SSN 078-05-1120 is on file.\n';

describe('a form', () => {
  it('leaves without what was found in its files and their names, and is counted', async () => {
    const { sent, code } = await send(await encoded(NOTE, { name: 'SSN 078-05-1120.txt' }));
    expect(code).toBeUndefined();
    expect(sent?.text).toContain('filename="SSN [SSN].txt"');
    expect(sent?.text).toContain('SSN [SSN] is on file.\n');
    expect(sent).toMatchObject({ found: { SSN: 2 }, applied: { SSN: { redact: 2 } } });
  });

  it('leaves as it came where nothing is found, whatever boundary its encoder draws', async () => {
    for (let round = 0; round < 100; round += 1) {
      const form = await encoded('No known allergies.\n');
      const { sent, code } = await send(form);
      expect([code, form.contentType]).toEqual([undefined, form.contentType]);
      expect(sent?.text).toBe(Buffer.from(form.body).toString());
    }
  });

  it('is refused with an identifier for a boundary, or one where nothing can be replaced', async () => {
    const body = utf8(
      '--078-05-1120\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nx\r\n--078-05-1120--\r\n',
    );
    const contentType = 'multipart/form-data; boundary=078-05-1120';
    expect((await send({ path: '/files', body, contentType })).code).toBe('phi_in_structure');
    const call = { custom_id: 'ssn 078-05-1120', method: 'POST', url: '/v1/embeddings', body: { input: 'x' } };
    const batch = await encoded(`${JSON.stringify(call)}\n`, { name: 'b.jsonl', purpose: 'batch' });
    expect((await send(batch)).code).toBe('phi_in_structure');
  });

  it('that is too large for memory leaves as a small one would', async () => {
    const line = (index: number) =>
      JSON.stringify({
        custom_id: `r-${index}`,
        method: 'POST',
        url: '/v1/embeddings',
        body: { model: 'text-embedding-3-small', input: [encode('SSN 078-05-'), encode('1120.')] },
      });
    const lines = Array.from({ length: 40 }, (_, index) => line(index)).join('\n');
    for (const form of [
      await encoded(NOTE.repeat(800), { name: 'notes.md' }),
      await encoded(lines, { name: 'batch.jsonl', purpose: 'batch' }),
      await encoded(`[${'{"note":"SSN 078-05-1120"},'.repeat(500)}1]`, { name: 'a.json' }),
    ]) {
      const [large, small] = [await send({ ...form, heldBytes: 1_000 }), await send(form)];
      expect(large.code).toBeUndefined();
      expect(large.sent?.text).not.toContain('1120');
      expect(large.sent).toEqual(small.sent);
    }
  });
});

describe('a part of an upload', () => {
  it('keeps its length, or is refused', async () => {
    const data = new FormData();
    data.append('data', new Blob([NOTE]));
    const response = new Response(data);
    const contentType = response.headers.get('content-type') ?? '';
    const body = new Uint8Array(await response.arrayBuffer());
    const path = '/uploads/upload_1/parts';
    const { sent } = await send({ path, contentType, body });
    expect(sent?.text).toHaveLength(body.length);
    expect(sent?.text).toContain('SSN [SSN] is on file.      \n');
  });
});

describe('texts in token ids', () => {
  const embeddings = (input: unknown, model = 'text-embedding-3-small') => ({
    path: '/embeddings',
    contentType: 'application/json',
    body: utf8(JSON.stringify({ model, input })),
    answer: { contentType: 'application/json', body: '{"object":"list","data":[]}' },
  });

  it('leave as they came, or as texts where something was found, be it cut between two', async () => {
    const clean = embeddings([encode('No known allergies.'), encode('She is well.')]);
    expect((await send(clean)).sent?.text).toBe(Buffer.from(clean.body).toString());
    const ids = encode('Her record says that her SSN 078-05-1120 is on file, and nothing else.');
    let replaced = 0;
    for (let cut = 1; cut < ids.length; cut += 1) {
      const { sent, code } = await send(embeddings([ids.slice(0, cut), ids.slice(cut), encode('She is well.')]));
      // Half of it was replaced already, and too little else stands before or behind
      if (code === 'input_unreadable') continue;
      const { input } = JSON.parse(sent?.text ?? '{}') as { readonly input: readonly string[] };
      expect(input.join('|').replace('|', '')).toBe(
        'Her record says that her SSN [SSN] is on file, and nothing else.|She is well.',
      );
      replaced += 1;
    }
    expect(replaced).toBeGreaterThan(ids.length / 2);
  });

  it('are refused where they cannot be decoded, or there are too many', async () => {
    expect((await send(embeddings([[999_999]]))).code).toBe('input_unreadable');
    expect((await send(embeddings([[1]], 'our-model'))).code).toBe('input_unreadable');
    expect((await send({ ...embeddings([encode(NOTE.repeat(100))]), heldBytes: 1_000 })).code).toBe('input_unreadable');
  });
});

describe("a file's content", () => {
  it('comes back masked, or not at all', async () => {
    const get = (contentType: string, body: string) =>
      send({ method: 'GET', path: '/files/file-1/content', body: utf8(''), answer: { contentType, body } });
    expect((await get('application/octet-stream', NOTE)).reply).toBe('SSN [SSN] is on file.\n');
    expect((await get('application/octet-stream', '%PDF-1.7')).code).toBe('upstream_invalid');
    expect((await get('image/png', 'x')).code).toBe('upstream_invalid');
  });
});
