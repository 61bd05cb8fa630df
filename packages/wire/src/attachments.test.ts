import { joinBytes, type MediaType, type Operation, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { apiOfKind } from './apis.ts';
import { bytesOf, CHAT, codeOf, operationAt, textOf, texts } from './fixtures/bodies.ts';
import { FILES, FORM_TYPE, field, form, PARTS } from './form/form.test-support.ts';
import { dataUrl, encoded, SAMPLES, sample } from './media/samples.test-support.ts';
import { readRequest, readResponse } from './read-document.ts';
import { rewriteRequestStream } from './rewrite-request-stream.ts';
import type { TextDocument } from './text-document.ts';

const LIMITS = { most: 3, bytes: 4_096 };
const PNG = sample('image/png');
const PDF = sample('application/pdf');
const WAV = sample('audio/wav');

function read(operation: Operation, body: unknown): TextDocument {
  return readRequest(operation, bytesOf(body), { contentType: 'application/json', attachments: LIMITS });
}

function attached({ leaves }: TextDocument) {
  return leaves.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment]));
}

const messages = (...parts: readonly object[]) => ({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, ...parts] }],
});
const image = (url: string) => ({ type: 'image_url', image_url: { url, detail: 'low' } });
const file = (file_data: string, filename = 'report.pdf') => ({ type: 'file', file: { filename, file_data } });
const sound = (data: string, format: string) => ({ type: 'input_audio', input_audio: { data, format } });

function at(kind: 'anthropic' | 'vertex' | 'bedrock', path: string): Operation {
  const operation = apiOfKind(kind).match('POST', path);
  if (operation === undefined) throw new TypeError(path);
  return operation;
}

const MESSAGES = at('anthropic', '/messages');
const CONVERSE = at('bedrock', '/model/anthropic.claude-3-5-sonnet-20240620-v1:0/converse');

/** Where each API takes attachments, and of what kind the one in it is. */
const PLACES: readonly (readonly [string, Operation, MediaType, object])[] = [
  ['a picture of a chat', CHAT, 'image/png', messages(image(dataUrl('image/png')))],
  ['a file of a chat', CHAT, 'application/pdf', messages(file(dataUrl('application/pdf')))],
  ['sound of a chat', CHAT, 'audio/wav', messages(sound(encoded(WAV), 'wav'))],
  [
    'a picture to moderate',
    operationAt('/moderations'),
    'image/jpeg',
    { input: [{ type: 'image_url', image_url: { url: dataUrl('image/jpeg') } }] },
  ],
  [
    'a picture of a response',
    operationAt('/responses'),
    'image/webp',
    {
      model: 'gpt-4o',
      input: [{ role: 'user', content: [{ type: 'input_image', image_url: dataUrl('image/webp') }] }],
    },
  ],
  [
    'a file of a response',
    operationAt('/responses'),
    'application/pdf',
    {
      model: 'gpt-4o',
      input: [
        {
          role: 'user',
          content: [{ type: 'input_file', file_data: dataUrl('application/pdf'), filename: 'report.pdf' }],
        },
      ],
    },
  ],
  [
    'a picture of Anthropic',
    MESSAGES,
    'image/png',
    {
      messages: [
        {
          role: 'user',
          content: [{ type: 'image', source: { data: encoded(PNG), media_type: 'image/png', type: 'base64' } }],
        },
      ],
    },
  ],
  [
    'a document of Anthropic',
    MESSAGES,
    'application/pdf',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: encoded(PDF) } },
          ],
        },
      ],
    },
  ],
  [
    'a picture of Gemini',
    at('vertex', '/models/gemini-2.5-flash:generateContent'),
    'image/png',
    { contents: [{ parts: [{ inline_data: { mime_type: 'image/png', data: encoded(PNG) } }] }] },
  ],
  [
    'a picture of Bedrock',
    CONVERSE,
    'image/png',
    { messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes: encoded(PNG) } } }] }] },
  ],
  [
    'a document of Bedrock',
    CONVERSE,
    'application/pdf',
    {
      messages: [
        { role: 'user', content: [{ document: { source: { bytes: encoded(PDF) }, format: 'pdf', name: 'report' } }] },
      ],
    },
  ],
];

describe('an attachment', () => {
  it.each(PLACES)('is %s', (_, operation, type, body) => {
    const document = read(operation, body);
    expect(attached(document)).toEqual([{ type, bytes: sample(type) }]);
    expect(textOf(document.rewrite(new Map()))).toBe(JSON.stringify(body));
    expect(texts(document, 'attachment')).toEqual(['']);
  });

  it.each(PLACES)('is refused where none is asked for: %s', (_, operation, _type, body) => {
    expect(codeOf(() => readRequest(operation, bytesOf(body), { contentType: 'application/json' }))).toBe(
      'input_unreadable',
    );
  });

  it('stands beside text, which is read and replaced', () => {
    const document = read(CHAT, messages(image(dataUrl('image/png')), file(dataUrl('application/pdf'), 'Alma.pdf')));
    expect(texts(document)).toEqual(expect.arrayContaining(['What is this?', 'Alma.pdf']));
    const index = document.leaves.findIndex(({ text }) => text === 'Alma.pdf');
    const written = textOf(document.rewrite(new Map([[index, '[NAME].pdf']])));
    expect(written).toContain(dataUrl('image/png'));
    expect(written).toContain(dataUrl('application/pdf'));
    expect(written).not.toContain('Alma');
  });

  it('can be replaced by a word, whole', () => {
    const document = read(CHAT, messages(image(dataUrl('image/png'))));
    const index = document.leaves.findIndex(({ role }) => role === 'attachment');
    const written = textOf(document.rewrite(new Map([[index, '(a picture)']])));
    expect(JSON.parse(written)).toEqual(messages(image('(a picture)')));
  });

  it.each<[string, object, string]>([
    ['of another type than its address says', image(dataUrl('image/jpeg', PNG)), 'input_unreadable'],
    ['of a type that nobody knows', image(dataUrl('image/png', utf8('Alma Fernhollow, MRN 4471'))), 'input_unreadable'],
    ['that is text by its type', file(`data:text/plain;base64,${btoa('Alma')}`, 'a.txt'), 'input_unreadable'],
    ['of another type than its file says', file(dataUrl('application/pdf'), 'report.png'), 'input_unreadable'],
    ['of a file of an unknown kind', file(dataUrl('application/pdf'), 'report.exe'), 'input_unreadable'],
    ['of another type than its format says', sound(encoded(WAV), 'mp3'), 'input_unreadable'],
    ['that another program begins with', image(dataUrl('image/png', joinBytes([PDF, PNG]))), 'input_unreadable'],
    ['to be fetched', image('https://images.example/alma.png'), 'input_unreadable'],
    ['named by its id', { type: 'file', file: { file_id: 'file-abc' } }, 'input_unreadable'],
    ['not padded', image(dataUrl('image/png').replace(/=+$/, '')), 'input_unreadable'],
    ['with white space', image(dataUrl('image/png').replace('base64,', 'base64, ')), 'input_unreadable'],
    ['of the other alphabet', sound(encoded(WAV).replaceAll('/', '_').replaceAll('+', '-'), 'wav'), 'input_unreadable'],
    ['with a parameter', image(dataUrl('image/png').replace(';', ';name=alma.png;')), 'input_unreadable'],
    ['in no base64', image('data:image/png,%89PNG'), 'input_unreadable'],
    ['empty', image('data:image/png;base64,'), 'input_unreadable'],
    ['of a kind of part that no one has named', { type: 'video_url', video_url: { url: 'x' } }, 'input_unreadable'],
    ['in a key of another case', { type: 'image_url', Image_URL: { url: dataUrl('image/png') } }, 'input_unreadable'],
    ['too large', image(dataUrl('image/png', joinBytes([PNG, new Uint8Array(4_096)]))), 'body_too_large'],
  ])('is refused %s', (_, part, code) => {
    expect(codeOf(() => read(CHAT, messages(part)))).toBe(code);
  });

  it('is refused with last bits that mean nothing', () => {
    const bytes = sample('image/gif');
    const cut = bytes.subarray(0, bytes.length - (bytes.length % 3) - 2);
    const spelt = encoded(cut);
    const other = spelt.replace(/(.)=+$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`);
    expect(codeOf(() => read(CHAT, messages(image(`data:image/gif;base64,${spelt}`))))).toBe('none');
    expect(codeOf(() => read(CHAT, messages(image(`data:image/gif;base64,${other}`))))).toBe('input_unreadable');
  });

  it('is refused where there are too many', () => {
    const four = new Array(4).fill(image(dataUrl('image/png')));
    expect(codeOf(() => read(CHAT, messages(...four.slice(1))))).toBe('none');
    expect(codeOf(() => read(CHAT, messages(...four)))).toBe('body_too_large');
  });

  it('is refused in JSON that stands in a string, and in an answer', () => {
    const held = JSON.stringify(messages(image(dataUrl('image/png'))));
    expect(attached(read(CHAT, messages({ type: 'text', text: held })))).toEqual([]);
    const answer = bytesOf({ choices: [{ message: { role: 'assistant', content: dataUrl('image/png') } }] });
    const document = readResponse(CHAT, answer, { contentType: 'application/json' });
    expect(attached(document)).toEqual([]);
  });

  it('is text where the object says so', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'QWxtYQ==' };
    for (const one of [source, { data: source.data, media_type: source.media_type, type: source.type }]) {
      const document = read(MESSAGES, { messages: [{ role: 'user', content: [{ type: 'document', source: one }] }] });
      expect(attached(document)).toEqual([]);
      expect(texts(document)).toContain('QWxtYQ==');
    }
  });

  it('is refused in a body that comes as a stream, whatever is asked for', async () => {
    async function* body() {
      yield bytesOf(messages(image(dataUrl('image/png'))));
    }
    const stream = rewriteRequestStream(CHAT, body(), {
      contentType: 'application/json',
      attachments: LIMITS,
      replace: async (leaves) => leaves.map(() => undefined),
    });
    const drained = (async () => {
      for await (const _ of stream);
    })();
    await expect(drained).rejects.toMatchObject({ code: 'input_unreadable' });
  });
});

const TRANSCRIBE = operationAt('/audio/transcriptions');

function upload(bytes: Uint8Array, { name = 'a.wav', type = 'application/octet-stream', before = '' } = {}) {
  const head = `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const [start = '', end = ''] = form(before, `${head}\u0000`).replace(`--openai-4x7\r\n\r\n`, '').split('\u0000');
  return joinBytes([utf8(start), bytes, utf8(end)]);
}

function readUpload(body: Uint8Array, operation = FILES, attachments: typeof LIMITS | null = LIMITS) {
  return readRequest(operation, body, { contentType: FORM_TYPE, ...(attachments === null ? {} : { attachments }) });
}

describe('an attachment of a form', () => {
  it.each(SAMPLES)('may be %s', (type, name, bytes) => {
    const body = upload(bytes, { name });
    const document = readUpload(body);
    expect(attached(document)).toEqual([{ type, bytes }]);
    expect(document.rewrite(new Map())).toEqual(body);
    expect(codeOf(() => readUpload(body, FILES, null))).not.toBe('none');
  });

  it.each(SAMPLES)('may be %s by its type alone', (type, _, bytes) => {
    expect(attached(readUpload(upload(bytes, { name: 'scan', type })))).toEqual([{ type, bytes }]);
  });

  it('may be of no kind that is known, where nothing says otherwise', () => {
    const bytes = Uint8Array.of(1, 2, 3, 0, 255, 254);
    for (const name of ['a', 'a.bin', 'a.exe']) {
      expect(attached(readUpload(upload(bytes, { name })))).toEqual([{ type: 'application/octet-stream', bytes }]);
    }
    for (const name of ['a.png', 'a.txt', 'a.json', 'a.pdf']) {
      expect(codeOf(() => readUpload(upload(bytes, { name })))).not.toBe('none');
    }
    expect(codeOf(() => readUpload(upload(bytes, { name: 'a', type: 'image/png' })))).not.toBe('none');
    expect(codeOf(() => readUpload(upload(bytes, { name: 'a', type: 'text/plain' })))).not.toBe('none');
  });

  it('is read beside fields, its name without its extension among the texts', () => {
    const body = upload(WAV, { name: 'Alma Fernhollow.wav', before: field('prompt', 'Dr. Quillane speaks') });
    const document = readUpload(body, TRANSCRIBE);
    expect(texts(document)).toEqual(['Dr. Quillane speaks', 'Alma Fernhollow']);
    const changes = document.leaves.flatMap(({ text }, index) => (text === '' ? [] : [[index, '[NAME]'] as const]));
    const written = document.rewrite(new Map(changes));
    expect(Buffer.from(written).includes(Buffer.from(WAV))).toBe(true);
    expect(Buffer.from(written).toString('latin1')).toContain('filename="[NAME].wav"');
    expect(Buffer.from(written).toString('latin1')).not.toMatch(/Alma|Quillane/);
  });

  it('is a text where it is one, whatever is asked for', () => {
    const text = utf8('ID3 is a tag.\nGIF87 is not.');
    const document = readUpload(upload(text, { name: 'a.txt' }));
    expect(attached(document)).toEqual([]);
    expect(texts(document)).toContain('ID3 is a tag.\nGIF87 is not.');
  });

  it('is refused where it is not what it says', () => {
    expect(codeOf(() => readUpload(upload(PNG, { name: 'a.wav' })))).not.toBe('none');
    expect(codeOf(() => readUpload(upload(PNG, { name: 'a.png', type: 'image/jpeg' })))).not.toBe('none');
    expect(codeOf(() => readUpload(upload(PNG, { name: 'a.txt' })))).not.toBe('none');
    expect(codeOf(() => readUpload(upload(utf8('Alma'), { name: 'a.png' })))).not.toBe('none');
  });

  it('is refused as a slice of a file, for a batch, and where it is too large', () => {
    const part = Buffer.from(upload(PNG, { name: 'a.png' }))
      .toString('latin1')
      .replace('name="file"', 'name="data"');
    expect(codeOf(() => readUpload(Buffer.from(part, 'latin1'), PARTS))).toBe('input_unreadable');
    const batch = upload(PNG, { name: 'a.png', before: field('purpose', 'batch') });
    expect(codeOf(() => readUpload(batch))).toBe('input_unreadable');
    expect(codeOf(() => readUpload(upload(joinBytes([PNG, new Uint8Array(4_096)]), { name: 'a.png' })))).toBe(
      'body_too_large',
    );
  });
});
