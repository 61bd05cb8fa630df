import { fromUtf8, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { readServerSentEvent, rewriteServerSentEvent } from './server-sent-event.ts';

const read = (text: string, first = false) => readServerSentEvent(utf8(text), first);

describe('readServerSentEvent', () => {
  it.each([
    ['data: a\n\n', 'a'],
    ['data:a\n\n', 'a'],
    ['data:  a\r\n\r\n', ' a'],
    ['data: a\rdata:b\rdata\r\r', 'a\nb\n'],
    ['data\n\n', ''],
    ['data:', ''],
    ['\ndata: a', 'a'],
    ['Data: a\n\n', undefined],
    [' data: a\n\n', undefined],
    [': data: a\n\n', undefined],
    ['\n', undefined],
  ])('reads the data of %j', (text, data) => {
    expect(read(text).data).toBe(data);
  });

  it('takes a byte order mark at the stream’s start only', () => {
    expect(read('\ufeffdata: a\n\n', true).data).toBe('a');
    expect(read('\ufeffdata: a\n\n').data).toBeUndefined();
  });

  it('knows the name, and what means none', () => {
    expect(read('event: a\nevent: b\ndata: 1\n\n').name).toBe('b');
    expect(read('event: message\ndata: 1\n\n').name).toBeUndefined();
    expect(read('event\ndata: 1\n\n').name).toBeUndefined();
  });

  it('shows every other line as a leaf', () => {
    const { leaves } = read(':a: b\n:\nid: 7\nid\nevent: e\nretry: 100\nretry: 1234567\nx\n\n');
    expect(leaves.map(({ text, field, role }) => [text, field, role])).toEqual([
      ['a: b', undefined, 'text'],
      ['7', 'id', 'structure'],
      ['e', 'event', 'structure'],
      ['retry: 1234567', undefined, 'text'],
      ['x', undefined, 'text'],
    ]);
  });
});

describe('rewriteServerSentEvent', () => {
  const written = (text: string, data: string | undefined, leaves: readonly [number, string][] = []) =>
    fromUtf8(rewriteServerSentEvent(read(text, true), { data, leaves: new Map(leaves) }));

  it('writes data and lines in their places', () => {
    expect(written('\ufeffid: 1\r\ndata:a\r\n: c\r\n\r\n', '{}', [[1, 'x\r\ny']])).toBe(
      '\ufeffid: 1\r\ndata:{}\r\n:x  y\r\n\r\n',
    );
    expect(written('data: [1,\ndata: 2]\n\n', '["x",\n2]')).toBe('data: ["x",\ndata: 2]\n\n');
    expect(written('data: {}\n: a\n\n', undefined, [[0, 'b']])).toBe('data: {}\n:b\n\n');
  });

  it('keeps the lines of data that has fewer', () => {
    const text = written('data: {"a":\ndata: [\ndata: ]}\n\n', '{"a":\nnull}');
    expect(text).toBe('data: {"a": null}\ndata: \ndata: \n\n');
    expect(JSON.parse(read(text).data ?? '')).toEqual({ a: null });
  });
});
