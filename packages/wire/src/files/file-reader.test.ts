import { SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { codeOf, texts } from '../fixtures/bodies.ts';
import { field, file, form, readForm, withWord } from '../form/form.test-support.ts';
import type { Section } from '../sections/section.ts';
import { FileReader } from './file-reader.ts';

const LIMITS = { maxDepth: 64, maxTextLength: 1_000, maxKeysLength: 1_000 };

interface Given {
  readonly name?: string;
  readonly type?: string;
}

/** The texts of a file's leaves. */
function read(content: string | Uint8Array, { name, type }: Given = {}): readonly string[] {
  return sectionsOf(content, { ...(name === undefined ? {} : { name }), contentType: type }).flatMap(({ leaves }) =>
    leaves.filter(({ role }) => role === 'text').map(({ text }) => text),
  );
}

function sectionsOf(content: string | Uint8Array, options: object): readonly Section[] {
  const reader = new FileReader({ ...LIMITS, ...options });
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return [...reader.read(bytes), ...reader.end()];
}

const JSON_TEXT = '{"name": "Alma \\u0046ernhollow",\n "mrn": 4481234}';
const LINES = '{"name": "Alma"}\n{"mrn": 4481234}\r\n\n["x"]';

describe('a file', () => {
  it.each<[string, Given, string, readonly string[]]>([
    ['text', { name: 'a.txt' }, 'Alma\n', ['Alma\n']],
    ['Markdown', { name: 'README.MD', type: 'text/markdown' }, '# Alma\n', ['# Alma\n']],
    ['rows', { name: 'a.csv', type: 'text/csv; charset=utf-8' }, 'name\nAlma\n', ['name\nAlma\n']],
    [
      'XML',
      { name: 'a.xml', type: 'application/xml' },
      '<?xml version="1.0" encoding="UTF-8"?><a/>',
      ['<?xml version="1.0" encoding="UTF-8"?><a/>'],
    ],
    ['C-CDA', { type: 'application/cda+xml' }, '<a>Alma</a>', ['<a>Alma</a>']],
    ['HTML', { name: 'a.html', type: 'text/html' }, '<meta charset=utf-8><p>Alma', ['<meta charset=utf-8><p>Alma']],
    ['HL7', { name: 'a.hl7' }, 'MSH|^~\\&|A\rPID|1||4481234\r', ['MSH|^~\\&|A\rPID|1||4481234\r']],
    ['HL7 in frames', { type: 'application/hl7-v2' }, '\u000bMSH|A\r\u001c\r', ['\u000bMSH|A\r\u001c\r']],
    ['code', { name: 'a.py', type: 'text/x-python' }, 'x = "Alma"', ['x = "Alma"']],
    ['JSON', { name: 'a.json' }, JSON_TEXT, ['Alma Fernhollow', '4481234']],
    ['FHIR', { type: 'application/fhir+json' }, JSON_TEXT, ['Alma Fernhollow', '4481234']],
    ['lines of JSON', { name: 'a.jsonl' }, LINES, ['Alma', '4481234', 'x']],
    ['lines of JSON by type', { type: 'application/x-ndjson' }, LINES, ['Alma', '4481234', 'x']],
    ['lines of JSON by their text', {}, LINES, ['Alma', '4481234', 'x']],
    ['JSON by its text', { type: 'application/octet-stream' }, JSON_TEXT, ['Alma Fernhollow', '4481234']],
    ['text by its text', { name: 'notes' }, 'Alma', ['Alma']],
    ['text of another extension', { name: 'notes.dat', type: 'text/plain' }, 'Alma', ['Alma']],
    ['nothing', { name: 'a.txt' }, '', []],
  ])('of %s is read', (_what, given, content, leaves) => {
    expect(read(content, given)).toEqual(leaves);
    expect(read(`\ufeff${content}`, given)).toEqual(leaves);
  });

  it.each<[string, Given, string]>([
    ['a picture', { type: 'image/png' }, 'x'],
    ['a picture in XML', { name: 'a.svg', type: 'image/svg+xml' }, '<svg/>'],
    ['sound', { name: 'a.mp3', type: 'audio/mpeg' }, 'x'],
    ['a document', { name: 'a.pdf', type: 'application/pdf' }, 'x'],
    ['PDF that is called text', { name: 'a.txt', type: 'text/plain' }, '%PDF-1.7\nAlma'],
    ['PDF with a mark', { name: 'a.txt' }, '\ufeff%PDF-1.7\nAlma'],
    ['RTF', { name: 'a.txt' }, '{\\rtf1 Al\\bullet ma}'],
    ['mail', { name: 'a.txt' }, 'MIME-Version: 1.0\n'],
    ['an archive', { name: 'a.txt' }, 'PK\u0003\u0004x'],
    ['an extension no one knows', { name: 'a.dat' }, 'Alma'],
    ['an office document', { name: 'a.docx', type: 'application/octet-stream' }, 'Alma'],
    ['a type no one knows', { name: 'a.txt', type: 'application/x-unknown' }, 'Alma'],
    ['a type that is none', { name: 'a.txt', type: 'text' }, 'Alma'],
    ['another coding', { name: 'a.txt', type: 'text/plain; charset=utf-16' }, 'Alma'],
    ['another coding of its own', { name: 'a.xml' }, '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    [
      'another coding of a page',
      { name: 'a.html' },
      '<html><meta http-equiv=x content="text/html; charset=windows-1252">',
    ],
    ['NUL', { name: 'a.txt' }, `${'Alma '.repeat(2_000)}\0`],
    ['control characters', { name: 'a.csv' }, 'Al\u0008ma'],
  ])('of %s is refused', (_what, given, content) => {
    expect(codeOf(() => read(content, given))).toBe('input_unreadable');
  });

  it.each([
    ['UTF-16', [0xff, 0xfe, 0x41, 0x00]],
    ['UTF-16 without a mark', [0x41, 0x00, 0x6c, 0x00]],
    ['a byte of Latin-1', [0x41, 0xe9, 0x41]],
    ['a character that is cut', [0x41, 0xc3]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47]],
    ['gzip', [0x1f, 0x8b, 0x08]],
  ])('of %s is refused', (_what, bytes) => {
    for (const name of ['a.txt', 'a.json', 'a.jsonl', 'a.csv']) {
      expect(codeOf(() => read(Uint8Array.from(bytes), { name }))).toBe('input_unreadable');
    }
  });

  it.each([
    ['a.json', '{"a":1,"a":2}', 'body_duplicate_key'],
    ['a.json', '{"a":', 'body_not_json'],
    ['a.json', '', 'body_not_json'],
    ['a.json', '{}{}', 'body_not_json'],
    ['a.json', '["\\ud800"]', 'body_lone_surrogate'],
    ['a.json', '['.repeat(100), 'body_too_deep'],
    ['a.json', `["${'x'.repeat(1_001)}"]`, 'body_too_large'],
    ['a.jsonl', '{"a":1}\n{"a":1,"a":2}\n', 'body_duplicate_key'],
    ['a.jsonl', '{"a":1}\nx\n', 'body_not_json'],
    ['a.jsonl', '{"a":1}{"a":1}\n', 'body_not_json'],
    ['a.jsonl', '{"a":1}\n\u00a0\n', 'body_not_json'],
    ['a.jsonl', `${'['.repeat(100)}\n`, 'body_too_deep'],
    ['a.jsonl', '{"a":"\\udc00"}', 'body_lone_surrogate'],
    ['a.jsonl', `{"a":"${'x'.repeat(1_001)}"}\n`, 'body_too_large'],
    ['a.jsonl', `{"a":"${'x'.repeat(1_001)}"}`, 'body_too_large'],
    ['a.txt', 'x'.repeat(1_001), 'body_too_large'],
  ])('%s of %.20j is refused as %s', (name, content, code) => {
    expect(codeOf(() => read(content, { name }))).toBe(code);
  });

  it('of text that is too long for a leaf comes in blocks, cut at blank lines or else at lines', () => {
    const line = `${'x'.repeat(99)}\n`;
    expect(read(line.repeat(25), { name: 'a.txt' }).map((text) => text.length)).toEqual([1_000, 1_000, 500]);
    const paragraphs = `${line.repeat(7)}\n${line.repeat(2)}\r\n`.repeat(2);
    expect(read(paragraphs, { name: 'a.txt' }).map((text) => text.length)).toEqual([903, 903]);
    expect(read(`${line.repeat(2)}\n${line.repeat(12)}`, { name: 'a.txt' }).map((text) => text.length)).toEqual([
      901, 500,
    ]);
    expect(read('PID|1||4481234\r'.repeat(100), { name: 'a.hl7' })).toEqual([
      'PID|1||4481234\r'.repeat(66),
      'PID|1||4481234\r'.repeat(34),
    ]);
  });

  it('of rows has the names of its columns in every block, and once in what leaves', () => {
    const names = 'name,mrn\r\n';
    const row = 'Alma,4481234\r\n';
    const sections = sectionsOf(names + row.repeat(200), { name: 'a.csv' });
    expect(sections).toHaveLength(3);
    for (const { leaves } of sections) expect(leaves[0]?.text.startsWith(names + row)).toBe(true);
    const written = (change: (text: string) => string) =>
      sections
        .map(({ leaves, write }) => new TextDecoder().decode(write(() => change(leaves[0]?.text ?? ''))))
        .join('');
    expect(written((text) => text)).toBe(names + row.repeat(200));
    expect(written((text) => text.replaceAll('Alma', 'A'))).toBe(names + row.replace('Alma', 'A').repeat(200));
    expect(codeOf(() => written((text) => text.replaceAll('mrn', 'x')))).toBe('input_unreadable');
    const bare = sectionsOf(row.repeat(200), { name: 'a.csv' });
    expect(bare.map(({ leaves }) => leaves[0]?.text.length)).toEqual([994, 994, 812]);
  });

  it('takes linear time', () => {
    const long = { ...LIMITS, maxTextLength: 1_000_000 };
    for (const content of [' '.repeat(500_000), '\n'.repeat(500_000), '<meta '.repeat(100_000), 'a,'.repeat(250_000)]) {
      for (const name of ['a.jsonl', 'a.csv', 'a.html']) {
        const reader = new FileReader({ ...long, name });
        try {
          for (let at = 0; at < content.length; at += 50_000) reader.read(utf8(content.slice(at, at + 50_000)));
          reader.end();
        } catch (error) {
          expect(error).toBeInstanceOf(SallyportError);
        }
      }
    }
  });
});

describe('lines of JSON', () => {
  const batch = (line: object) =>
    file(
      `${JSON.stringify({ custom_id: 'alma-1', method: 'POST', url: '/v1/embeddings', body: { input: 'Alma' }, ...line })}\n`,
      {
        name: 'b.jsonl',
      },
    );
  const PURPOSE = field('purpose', 'batch');

  it('for a batch hold calls, read as the calls are', () => {
    const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Alma' }], temperature: 12345 };
    const document = readForm(form(batch({ url: '/v1/chat/completions', body }), PURPOSE));
    expect(document.leaves.slice(1)).toEqual([
      { text: 'alma-1', field: 'custom_id', role: 'structure' },
      { text: 'Alma', field: 'content', role: 'text' },
    ]);
    expect(document.inputs).toBe(1);
    expect(withWord(readForm(form(PURPOSE, batch({}))), 'Alma', '[NAME]')).toBe(
      form(PURPOSE, batch({ body: { input: '[NAME]' } })),
    );
    expect(codeOf(() => readForm(form(batch({ url: '/embeddings' }), PURPOSE)))).toBe('none');
  });

  it.each([
    ['an operation no one knows', { url: '/v1/holograms' }],
    ['another host', { url: 'https://elsewhere.example/v1/embeddings' }],
    ['a deployment', { url: '/deployments/alma/embeddings' }],
    ['a form', { url: '/v1/files' }],
    ['another method', { method: 'GET' }],
    ['no method', { method: undefined }],
    ['no URL', { url: undefined }],
    ['a URL that is a list', { url: ['/v1/embeddings'] }],
    ['a name that is a number', { custom_id: 4481234 }],
    [
      'a picture',
      { url: '/v1/chat/completions', body: { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] } },
    ],
    ['token ids', { body: { model: 'text-embedding-3-small', input: [1, 2] } }],
  ])('for a batch are refused with %s', (_what, line) => {
    expect(codeOf(() => readForm(form(PURPOSE, batch(line))))).toBe('input_unreadable');
  });

  it('for a batch are refused where they stream, or are none', () => {
    const streamed = batch({ url: '/v1/chat/completions', body: { messages: [], stream: true } });
    expect(codeOf(() => readForm(form(PURPOSE, streamed)))).toBe('stream_unsupported');
    const others = [
      file('{"a":1}\n', { name: 'b.jsonl' }),
      file('{"a":1}\n', { name: 'b.json' }),
      file('x', { name: 'b.txt' }),
    ];
    for (const other of others) {
      expect(codeOf(() => readForm(form(PURPOSE, other)))).toBe('input_unreadable');
      expect(codeOf(() => readForm(form(other, PURPOSE)))).toBe('input_unreadable');
      expect(codeOf(() => readForm(form(other, field('purpose', 'user_data'))))).toBe('none');
    }
  });

  it('to learn from are read as conversations', () => {
    const messages = [
      { role: 'user', content: 'Alma' },
      {
        role: 'assistant',
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"n":"Alma"}' } }],
      },
    ];
    const lines = [
      { messages, tools: [{ type: 'function', function: { name: 'f' } }] },
      { prompt: 'Alma', completion: 'Alma' },
      { input: { messages }, preferred_output: messages, non_preferred_output: messages },
    ];
    const content = lines.map((line) => JSON.stringify(line)).join('\n');
    const document = readForm(form(file(content, { name: 't.jsonl' }), field('purpose', 'fine-tune')));
    expect(new Set(texts(document))).toEqual(new Set(['t', 'Alma', 'n']));
    expect(withWord(document, 'Alma', 'A')).toBe(
      form(file(content.replaceAll('Alma', 'A'), { name: 't.jsonl' }), field('purpose', 'fine-tune')),
    );
    const picture = JSON.stringify({
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }],
    });
    expect(codeOf(() => readForm(form(file(picture, { name: 't.jsonl' }))))).toBe('input_unreadable');
  });
});
