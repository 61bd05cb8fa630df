import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import OpenAI, { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { codeOf, textOf, texts } from '../fixtures/bodies.ts';
import { readRequest } from '../read-document.ts';
import { readStreamed, readWhole } from '../rewrite-request-stream.test-support.ts';
import { FILES, FORM_TYPE, field, file, form, readForm, withWord } from './form.test-support.ts';

const NOTE = 'Alma Fernhollow was seen.\n';

describe('a form', () => {
  it('has its fields, names of files and files for leaves', () => {
    const document = readForm(form(file(NOTE, { name: 'Alma Fernhollow.txt' }), field('purpose', 'for Alma')));
    expect(document.leaves).toEqual([
      { text: 'Alma Fernhollow', field: 'filename', role: 'text' },
      { text: NOTE, role: 'text' },
      { text: 'for Alma', field: 'purpose', role: 'text' },
    ]);
    expect(texts(readForm(form(field('purpose', 'assistants'), file(NOTE))))).toEqual(['notes', NOTE]);
  });

  it('is rewritten where a leaf changes, and stays as it was everywhere else', () => {
    const body = (name: string) =>
      form(file(`${name} was seen.\n`, { name: `${name}.TXT` }), field('purpose', 'batches'));
    expect(withWord(readForm(body('Alma')), 'Alma', '[NAME]')).toBe(body('[NAME]'));
    const bytes = utf8(body('Alma'));
    expect(readForm(bytes).rewrite(new Map([[0, 'Alma']]))).toBe(bytes);
  });

  it('writes names of files so that they stay one name', () => {
    const document = readForm(form(field('purpose', 'x'), file(NOTE, { name: 'a%22b.txt' })));
    expect(document.leaves[1]?.text).toBe('a"b');
    const rewritten = textOf(document.rewrite(new Map([[1, 'c"\r\nx: \\']])));
    expect(rewritten).toContain('filename="c%22%0D%0Ax: %5C.txt"');
    expect(texts(readForm(rewritten))[1]).toBe('c"\r\nx: %5C');
  });

  it('reads numbers and keys by the shape', () => {
    const body = form(field('expires_after[anchor]', 'created_at'), field('expires_after[seconds]', '360000'));
    expect(readForm(body).leaves).toEqual([]);
    expect(readForm(form(field('expires_after[mrn 4481234]', '4481234'))).leaves).toEqual([
      { text: 'mrn 4481234', field: 'expires_after', role: 'structure' },
      { text: '4481234', field: 'mrn 4481234', role: 'text' },
    ]);
  });

  it('may have a boundary in quotes', () => {
    const body = form(field('purpose', 'for Alma'));
    expect(texts(readForm(body, 'Multipart/Form-Data;boundary="openai-4x7"'))).toEqual(['for Alma']);
  });

  it.each([
    null,
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=a b',
    `multipart/form-data; boundary=${'a'.repeat(71)}`,
    `${FORM_TYPE}; charset=utf-16`,
    `multipart/mixed; boundary=openai-4x7`,
    `multipart/form-data; boundary=other; boundary=openai-4x7`,
  ])('is refused with the type %j', (type) => {
    expect(codeOf(() => readForm(form(field('purpose', 'x')), type))).toBe('content_type_unsupported');
  });

  const whole = form(field('purpose', 'x'), file(NOTE));
  const headers = (...lines: readonly string[]) => form(`${lines.join('\r\n')}\r\n\r\nx`);
  const NAMED = 'Content-Disposition: form-data; name="purpose"';
  it.each([
    ['with another boundary', whole.replaceAll('4x7', '4x8')],
    ['without its end', whole.slice(0, -4)],
    ['cut in a file', whole.slice(0, -30)],
    ['cut in its headers', whole.slice(0, 40)],
    ['that is its boundary only', '--openai-4x7'],
    ['with something before it', `x\r\n${whole}`],
    ['with something behind it', `${whole}x`],
    ['with a form behind it', whole + whole],
    ['with white space behind a boundary', whole.replace('4x7\r\n', '4x7 \r\n')],
    ['with bare line feeds', whole.replaceAll('\r\n', '\n')],
    ['of no part', '--openai-4x7--x'],
    ['with a field twice', form(field('purpose', 'x'), field('purpose', 'x'))],
    ['with a file twice', form(file(NOTE), file(NOTE))],
    ['without a disposition', headers('Content-Type: text/plain')],
    ['with two dispositions', headers(NAMED, NAMED)],
    ['with another disposition', headers('Content-Disposition: attachment; name="purpose"')],
    ['without a name', headers('Content-Disposition: form-data')],
    ['with an empty name', headers('Content-Disposition: form-data; name=""')],
    ['with a bare name', headers('Content-Disposition: form-data; name=purpose')],
    ['with two names', headers(`${NAMED}; name="file"`)],
    ['with an escape by backslash', headers('Content-Disposition: form-data; name="purp\\"ose"')],
    ['with a name in another coding', headers(`${NAMED}; filename*=UTF-8''Alma.txt`)],
    ['with an unclosed bracket', form(field('expires_after[seconds', '1'))],
    ['with brackets that nest', form(field('expires_after[[seconds]]', '1'))],
    ['with another header', headers(NAMED, 'X-Patient: Alma Fernhollow')],
    ['with encoded content', headers(NAMED, 'Content-Encoding: gzip')],
    ['with a transfer encoding', headers(NAMED, 'Content-Transfer-Encoding: base64')],
    ['with a folded header', headers(NAMED, ' more')],
    ['with a header that is none', headers(NAMED, 'nothing')],
    ['with NUL in a header', headers('Content-Disposition: form-data; name="pur\0pose"')],
    ['with huge headers', headers(NAMED, `Content-Type: ${'x'.repeat(9_000)}`)],
    ['with huge headers that never end', `--openai-4x7\r\n${'x'.repeat(9_000)}`],
  ])('%s is refused', async (_what, body) => {
    expect(codeOf(() => readForm(body))).toBe('form_invalid');
    const reading = { operation: FILES, body: utf8(body), contentType: FORM_TYPE, choose: () => undefined };
    expect(await readStreamed({ ...reading, cuts: [7, 30, 31, 32] })).toEqual({ code: 'form_invalid' });
  });

  it.each([
    ['a field no one knows', form(field('remark', 'x'))],
    ['a field that stands for a prototype', form(field('constructor', 'x'))],
    ['a file where a field is due', form(file(NOTE, { field: 'purpose' }))],
    ['a field where a file is due', form(field('file', NOTE))],
    ['a key of a file', form(file(NOTE, { field: 'file[x]' }))],
    ['a field of another type', form(`${field('purpose', 'x').replace('\r\n', '\r\nContent-Type: text/html\r\n')}`)],
    ['a form within it', form(file('--b\r\n', { type: 'multipart/mixed; boundary=b' }))],
    [
      'a field in another coding',
      form(field('purpose', 'x').replace('\r\n', '\r\nContent-Type: text/plain; charset=latin1\r\n')),
    ],
  ])('is refused with %s', (_what, body) => {
    expect(codeOf(() => readForm(body))).toBe('input_unreadable');
  });

  it('is refused where it is empty, or a field is no UTF-8', () => {
    expect(codeOf(() => readForm(''))).toBe('body_missing');
    const bytes = utf8(form(field('purpose', 'Alma')));
    bytes[bytes.indexOf(0x41)] = 0xff;
    expect(codeOf(() => readForm(bytes))).toBe('body_not_utf8');
  });

  it('holds a boundary that is only begun', () => {
    const content = '\r\n--openai-4x\r\n--openai-4x8\r\r\n--openai\n\r\n-- \r\n';
    expect(texts(readForm(form(file(content))))[1]).toBe(content);
  });
});

describe('a form as it comes', () => {
  const part = fc.constantFrom(
    file(NOTE),
    file('\r\n--openai-4x\r\r\n\r\n--', { name: 'Alma.md' }),
    file('\ufeffname,mrn\r\nAlma,4481234\r\n', { name: 'a.csv' }),
    file('{"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{"input":"Alma 💠"}}\n\n', {
      name: 'b.jsonl',
    }),
    file('{"name": "Alma é",\n "n": [448123]}', { name: 'c.json' }),
    file('', { name: 'd.txt' }),
    file('{"a":', { name: 'e.json' }),
    file('a\0b'),
    field('purpose', 'batch'),
    field('purpose', '{"name":"Alma"}'),
    field('expires_after[seconds]', ''),
    field('expires_after[Alma]', '77777'),
  );
  const body = fc.oneof(
    fc.array(part, { maxLength: 3 }).map((parts) => form(...parts)),
    fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 3 }), end: fc.nat() }).map(({ parts, end }) => {
      const text = form(...parts);
      return text.slice(0, end % text.length);
    }),
  );

  it('has the leaves and becomes the bytes of one read whole, however it is cut', async () => {
    const law = fc.asyncProperty(
      body,
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.oneof(fc.integer({ min: 4, max: 40 }), fc.constant(65_536)),
      fc.constantFrom('[NAME]', 'Alma', '"\r\n'),
      async (text, cuts, pieceBytes, put) => {
        const choose = (leaf: { readonly text: string; readonly role: string }) =>
          leaf.role === 'text' ? leaf.text.replaceAll('Alma', put) : undefined;
        const reading = { operation: FILES, body: utf8(text), contentType: FORM_TYPE, choose, cuts, pieceBytes };
        const streamed = await readStreamed(reading);
        expect(streamed).toEqual(await readWhole(reading));
        if (put === 'Alma' && 'body' in streamed) expect(textOf(streamed.body)).toBe(text);
      },
    );
    await fc.assert(law, { numRuns: 1500 });
  });

  it('is held in bounded memory, whatever it holds', async () => {
    const line = 'Alma Fernhollow, MRN 4481234, was seen on Monday and is well.\n';
    let longest = 0;
    const body = form(file(line.repeat(40_000)), field('purpose', 'x'));
    const outcome = await readStreamed({
      operation: FILES,
      body: utf8(body),
      contentType: FORM_TYPE,
      maxTextLength: 50_000,
      cuts: Array.from({ length: 90 }, (_, index) => index * 31_000),
      choose: (leaf) => {
        longest = Math.max(longest, leaf.text.length);
        return undefined;
      },
    });
    expect('body' in outcome && textOf(outcome.body) === body).toBe(true);
    expect(longest).toBeLessThanOrEqual(50_000);
  });
});

describe('the forms of clients', () => {
  it("of the platform's FormData are read", async () => {
    const data = new FormData();
    data.append('purpose', 'for Alma');
    data.append('file', new File([NOTE], 'Alma "F" é.txt', { type: 'text/plain' }));
    const response = new Response(data);
    const contentType = response.headers.get('content-type');
    const body = new Uint8Array(await response.arrayBuffer());
    const document = readForm(body, contentType);
    expect(texts(document)).toEqual(['for Alma', 'Alma "F" é', NOTE]);
    const rewritten = withWord(document, 'Alma', '[NAME]');
    const again = await new Response(rewritten, { headers: { 'content-type': contentType ?? '' } }).formData();
    expect(again.get('purpose')).toBe('for [NAME]');
    expect((again.get('file') as File).name).toBe('[NAME] "F" é.txt');
    expect(await (again.get('file') as File).text()).toBe(NOTE.replace('Alma', '[NAME]'));
  });

  it.each(['at once', 'streamed'])('of the official client are read: %s', async (how) => {
    const seen: { readonly body: Uint8Array; readonly type: string | null }[] = [];
    const client = new OpenAI({
      apiKey: 'none',
      fetch: async (url, init) => {
        const request = new Request(url as string, { ...init, duplex: 'half' } as RequestInit);
        seen.push({ type: request.headers.get('content-type'), body: new Uint8Array(await request.arrayBuffer()) });
        return Response.json({ id: 'file-1' });
      },
    });
    const chunks = (async function* () {
      yield utf8(NOTE);
    })();
    const given =
      how === 'at once' ? await toFile(utf8(NOTE), 'Alma.txt') : Object.assign(chunks, { name: 'Alma.txt' });
    await client.files.create({
      file: given as File,
      purpose: 'user_data',
      expires_after: { anchor: 'created_at', seconds: 3600 },
    });
    // The client asks first whether forms can be encoded
    const call = seen.at(-1);
    const document = readRequest(FILES, call?.body ?? new Uint8Array(), { contentType: call?.type ?? null });
    expect(texts(document).toSorted()).toEqual(['Alma', NOTE].toSorted());
  });
});
