import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { type OpenAIModule, VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const NOTE = `Seen in clinic. SSN: ${SSN}. Stable.`;
const FILE = { id: 'file-1', object: 'file', bytes: 1, created_at: 1, filename: 'note.txt', purpose: 'user_data' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-uploads-'));
  await writeFile(join(folder, 'note.txt'), NOTE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  stage.companion.answer = () => ({ body: JSON.stringify(FILE) });
});

/** The form that was sent, read as the provider would. */
async function formSent(): Promise<FormData> {
  const { headers, body } = stage.calls().at(-1) ?? { headers: {}, body: Buffer.alloc(0) };
  const type = { 'content-type': String(headers['content-type']) };
  return new Response(new Uint8Array(body), { headers: type }).formData();
}

type Upload = Parameters<InstanceType<OpenAIModule['OpenAI']>['files']['create']>[0]['file'];

const UPLOADS: readonly (readonly [string, (openai: OpenAIModule) => Promise<Upload> | Upload])[] = [
  ['a File', () => new File([NOTE], 'note.txt', { type: 'text/plain' })],
  ['toFile of bytes', (openai) => openai.toFile(Buffer.from(NOTE), 'note.txt')],
  ['toFile of a stream', (openai) => openai.toFile(createReadStream(join(folder, 'note.txt')), 'note.txt')],
  ['a stream of a file', () => createReadStream(join(folder, 'note.txt'))],
  ['a Response', (openai) => openai.toFile(new Response(NOTE), 'note.txt')],
];

describe.each(VERSIONS)('an upload of openai $version', ({ openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ maxRetries: 0, sallyport: stage.settings, ...options });

  it.each(UPLOADS)('of %s goes as a form, its text redacted', async (_, make) => {
    const file = await clientOf().files.create({ purpose: 'user_data', file: await make(openai) });
    expect(file.id).toBe('file-1');
    const form = await formSent();
    const sent = form.get('file');
    expect(form.get('purpose')).toBe('user_data');
    expect(sent instanceof File ? [sent.name, await sent.text()] : []).toEqual([
      'note.txt',
      'Seen in clinic. SSN: [SSN]. Stable.',
    ]);
  });

  it('is tried again with the same bytes, as one call', async () => {
    const before = stage.companion.calls.length;
    stage.companion.answer = (_, serial) =>
      serial - before === 1
        ? { status: 500, headers: { 'retry-after-ms': '1', 'content-type': 'application/json' }, body: '{}' }
        : { body: JSON.stringify(FILE) };
    const file = new File([NOTE], 'note.txt', { type: 'text/plain' });
    await clientOf({ maxRetries: 1 }).files.create({ purpose: 'user_data', file });
    expect(stage.calls()).toHaveLength(2);
    expect(new Set(stage.calls().map(({ headers }) => headers['sallyport-correlation'])).size).toBe(1);
    expect(
      stage
        .calls()
        .map(({ body }) => body.toString())
        .join(),
    ).not.toContain(SSN);
  });

  it('whose name holds an identifier gets another, and what cannot be read is refused', async () => {
    const named = new File(['x'], `ssn-${SSN}.txt`, { type: 'text/plain' });
    await clientOf().files.create({ purpose: 'user_data', file: named });
    expect(stage.calls().map(({ body }) => body.toString())).toEqual([expect.stringMatching(/filename="[^"]*\.txt"/)]);
    expect(stage.calls()[0]?.body.toString()).not.toContain(SSN);
    const scan = new File([new Uint8Array([37, 80, 68, 70, 45, 49, 0, 255])], 'scan.pdf', { type: 'application/pdf' });
    await expect(clientOf().files.create({ purpose: 'user_data', file: scan })).rejects.toThrow(
      openai.PermissionDeniedError,
    );
    expect(stage.calls()).toHaveLength(1);
  });
});
