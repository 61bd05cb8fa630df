import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, textOf, texts } from '../fixtures/bodies.ts';
import { readRequest } from '../read-document.ts';
import { readStreamed, readWhole } from '../rewrite-request-stream.test-support.ts';
import { FORM_TYPE, file, form, PARTS, withWord } from './form.test-support.ts';

const part = (content: string) => form(file(content, { name: 'blob', field: 'data' }));
const read = (content: string) => readRequest(PARTS, utf8(part(content)), { contentType: FORM_TYPE });

describe('a part of an upload', () => {
  it('keeps its length: what a line loses is made up by spaces before its end', () => {
    const lines = '{"a":"Alma Fernhollow"}\n{"b":"x"}\r\n{"c":"Alma Fernhollow"}';
    expect(withWord(read(lines), 'Alma Fernhollow', '[NAME]')).toBe(
      part('{"a":"[NAME]"}         \n{"b":"x"}\r\n{"c":"[NAME]"}         '),
    );
    expect(withWord(read('Alma Fernhollow\r\nx\r\n'), 'Alma Fernhollow', '[NAME]')).toBe(
      part('[NAME]\r\nx         \r\n'),
    );
  });

  it('lets a line grow where a later one makes up for it', () => {
    const document = read('{"a":"Al"}\n{"b":"Alma"}\n{"c":"Alma Fernhollow"}\n');
    const changes = document.leaves.flatMap(({ text }, index) =>
      text.startsWith('Al') ? [[index, '[NAME]'] as const] : [],
    );
    expect(textOf(document.rewrite(new Map(changes)))).toBe(
      part('{"a":"[NAME]"}\n{"b":"[NAME]"}\n{"c":"[NAME]"}   \n'),
    );
    expect(textOf(document.rewrite(new Map(changes)))).toBe(textOf(document.rewrite(new Map(changes))));
  });

  it('is refused where it would be longer', async () => {
    const content = '{"a":"Al"}\n{"b":"Alma"}\n';
    expect(codeOf(() => withWord(read(content), 'Al', '[NAME]'))).toBe('part_grew');
    expect(codeOf(() => withWord(read('Al\n'), 'Al', '[NAME]'))).toBe('part_grew');
    const reading = { operation: PARTS, body: utf8(part(content)), contentType: FORM_TYPE };
    const choose = ({ text }: { readonly text: string }) => text.replaceAll('Al', '[NAME]');
    expect(await readStreamed({ ...reading, choose })).toEqual({ code: 'part_grew' });
  });

  it.each([
    ['a line that is cut', '{"a":"Alma"}\n{"b":"Al', 'body_not_json'],
    ['a line that was begun before', 'ma"}\n{"b":"Al"}', 'input_unreadable'],
    ['text without a line end', 'Alma Fern', 'input_unreadable'],
    ['JSON over several lines', '{\n"a":"Alma"\n}\n', 'input_unreadable'],
    ['a list over several lines', '[{"a":"Alma"},\n{"b":1}]\n', 'input_unreadable'],
    ['a cut character', 'Alma \u00ff', 'input_unreadable'],
    ['a PDF', '%PDF-1.7\n', 'input_unreadable'],
    ['NUL', 'a\0\n', 'input_unreadable'],
  ])('is refused as %s', (_what, content, code) => {
    expect(codeOf(() => read(content))).toBe(code);
  });

  it('takes lines of a batch as the whole file would', () => {
    const line = { custom_id: 'a', method: 'POST', url: '/v1/embeddings', body: { input: 'Alma' } };
    expect(texts(read(`${JSON.stringify(line)}\n`))).toEqual(['Alma']);
    expect(codeOf(() => read(JSON.stringify({ ...line, url: '/v1/x' })))).toBe('input_unreadable');
  });

  it('keeps its length however it is cut, or is refused', async () => {
    const line = fc.constantFrom('{"a":"Alma Fernhollow"}', '{"a":"Al"}', '', '{"n":4481234}', '["é💠 Alma"]');
    const law = fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 8 }),
      async (lines, end, cuts) => {
        const body = utf8(part(lines.map((text) => text + end).join('')));
        const choose = ({ text, role }: { readonly text: string; readonly role: string }) =>
          role === 'structure' ? undefined : text.replace(/Al\w*( \w+)?|\d+/g, '[NAME]');
        const reading = { operation: PARTS, body, contentType: FORM_TYPE, choose, cuts, pieceBytes: 16 };
        const streamed = await readStreamed(reading);
        expect(streamed).toEqual(await readWhole(reading));
        if ('body' in streamed) expect(streamed.body).toHaveLength(body.length);
        else expect(streamed.code).toBe('part_grew');
      },
    );
    await fc.assert(law, { numRuns: 500 });
  });
});
