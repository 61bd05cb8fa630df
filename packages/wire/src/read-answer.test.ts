import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { codeOf, operationAt, textOf } from './fixtures/bodies.ts';
import { openDocument } from './open-document.ts';
import type { OperationEntry } from './operations/operation-entry.ts';
import { readAnswer } from './read-answer.ts';
import { readResponse } from './read-document.ts';
import { FREE } from './shape.ts';

const CONTENT = operationAt('/files/file-1/content', 'GET');

const entry = (answers?: OperationEntry['answers']): OperationEntry => ({
  ...{ id: 'x', method: 'POST', path: '/x', query: [], deployments: false, response: FREE },
  ...(answers === undefined ? {} : { answers }),
});

/** The texts of an answer, or `json` where it is to be read as JSON. */
function read(
  answers: OperationEntry['answers'],
  contentType: string | null,
  body = 'Alma\n',
): readonly string[] | 'json' {
  const bytes = utf8(body);
  const sections = readAnswer(entry(answers), bytes, { contentType });
  if (sections === undefined) return 'json';
  expect(openDocument(bytes, sections).rewrite(new Map())).toBe(bytes);
  return sections.flatMap(({ leaves }) => leaves.map(({ text }) => text));
}

describe('an answer that is no JSON', () => {
  it.each<[OperationEntry['answers'], string | null, readonly string[] | 'json']>([
    ['text', 'text/plain; charset=utf-8', ['Alma\n']],
    ['text', 'text/vtt', ['Alma\n']],
    ['text', 'application/x-subrip', ['Alma\n']],
    ['text', 'application/json', 'json'],
    ['text', 'audio/mpeg', 'json'],
    ['text', 'text/html', 'json'],
    ['text', 'text/plain; charset=utf-16', 'json'],
    ['media', 'audio/mpeg', []],
    ['media', 'image/png', []],
    ['media', 'video/mp4', []],
    ['media', 'application/octet-stream', []],
    ['media', 'text/plain', 'json'],
    ['media', 'application/pdf', 'json'],
    ['media', 'audiox/mpeg', 'json'],
    ['file', 'text/plain', ['Alma\n']],
    ['file', 'application/octet-stream', ['Alma\n']],
    [undefined, 'text/plain', 'json'],
    [undefined, 'audio/mpeg', 'json'],
  ])('of %s as %s', (answers, contentType, texts) => {
    expect(read(answers, contentType)).toEqual(texts);
  });

  it('may be empty where it has no type', () => {
    expect(read(undefined, null, '')).toEqual([]);
    expect(read(undefined, 'application/json', '')).toBe('json');
    expect(codeOf(() => readResponse(CONTENT, utf8('{}'), { contentType: null }))).toBe('content_type_unsupported');
  });

  it.each([
    ['text', 'text/plain', 'a\0'],
    ['file', 'image/png', 'x'],
    ['file', 'application/octet-stream', '%PDF-1.7'],
    ['file', 'application/octet-stream', '\0'],
  ] as const)('of %s as %s that cannot be read is refused: %j', (answers, contentType, body) => {
    expect(codeOf(() => read(answers, contentType, body))).toBe('input_unreadable');
  });
});

describe("a batch's answers", () => {
  const line = (body: object) =>
    `${JSON.stringify({ id: 'batch_req_1', custom_id: 'alma-1', response: { status_code: 20000, request_id: 'r1', body }, error: null })}\n`;
  const chat = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1700000000,
    model: 'gpt-4o',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Alma' },
        logprobs: { content: [{ token: 'Alma', logprob: -1.2345 }] },
      },
    ],
    usage: { total_tokens: 12345 },
  };

  it('are read as the answers they are', () => {
    const vector = {
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.12345678] }],
      model: 'text-embedding-3-small',
    };
    const document = readResponse(CONTENT, utf8(line(chat) + line(vector) + line({ id: 'x-1', note: 'Alma' })), {
      contentType: 'application/octet-stream',
    });
    const text = document.leaves.filter(({ role }) => role === 'text');
    expect(text.map(({ text: leaf, field }) => [leaf, field])).toEqual([
      ['Alma', 'content'],
      ['Alma', 'note'],
    ]);
    expect(document.leaves.filter(({ field }) => field === 'custom_id').map(({ role }) => role)).toEqual(
      Array(3).fill('structure'),
    );
    const index = document.leaves.findIndex(({ field }) => field === 'content');
    const rewritten = textOf(document.rewrite(new Map([[index, '[NAME]']])));
    expect(rewritten).toBe(
      line({ ...chat, choices: [{ index: 0, message: { role: 'assistant', content: '[NAME]' }, logprobs: null }] }) +
        line(vector) +
        line({ id: 'x-1', note: 'Alma' }),
    );
  });

  it('hold errors too', () => {
    const failed = `${JSON.stringify({ id: 'b1', custom_id: 'a', response: null, error: { code: 'invalid', message: 'no Alma' } })}\n`;
    const { leaves } = readResponse(CONTENT, utf8(failed), { contentType: 'application/jsonl' });
    expect(leaves.filter(({ role }) => role === 'text').map(({ text }) => text)).toEqual(['no Alma']);
  });
});
