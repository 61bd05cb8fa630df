import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelText } from './channel-text.ts';
import type { TextWindow } from './event-stream.ts';
import { masked, toyEdits } from './events.test-support.ts';

const SMALL = { ahead: 20, hold: 36 };

/** What becomes of a channel's text in pieces, and the windows that were judged. */
function read(
  pieces: readonly string[],
  { kind = 'json', ends = true }: { kind?: 'text' | 'json'; ends?: boolean } = {},
) {
  const leaf = (field: string | undefined) => ({ role: 'text' as const, ...(field === undefined ? {} : { field }) });
  const channel = new ChannelText({ kind, lookAhead: SMALL, leaf });
  const windows: TextWindow[] = [];
  let written = '';
  let copied = 0;
  let raw = '';
  const settle = () => {
    for (let asked = channel.ask(); asked.length > 0; asked = channel.ask()) {
      for (const { window, settle } of asked) {
        windows.push(window);
        settle(toyEdits(window));
      }
    }
    for (const { start, end, text } of channel.takeEdits()) {
      written += raw.slice(copied, start) + text;
      copied = end;
    }
  };
  for (const piece of pieces) {
    raw += piece;
    channel.append(piece);
    settle();
  }
  if (ends) channel.end(true);
  settle();
  // Strings that came together are judged together
  windows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { written: written + raw.slice(copied), windows, decided: channel.decided, length: channel.length };
}

const text = fc
  .array(
    fc.constantFrom(
      'Bo Quill',
      'Alma Fernhollow',
      '900123',
      ' ',
      'a',
      '"',
      '\\',
      '\n',
      'é',
      '💠',
      '. ',
      'x'.repeat(40),
    ),
    { maxLength: 12 },
  )
  .map((all) => all.join(''));
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(true, false, null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).value;

/** The value with its texts masked. */
function maskedValue(some: unknown): unknown {
  if (typeof some === 'string') return masked(some);
  if (typeof some === 'number') {
    const digits = JSON.stringify(some);
    return digits.replace(/\D/g, '').length >= 4 && masked(digits) !== digits ? masked(digits) : some;
  }
  if (Array.isArray(some)) return some.map(maskedValue);
  if (typeof some !== 'object' || some === null) return some;
  return Object.fromEntries(Object.entries(some).map(([key, one]) => [masked(key), maskedValue(one)]));
}

describe('ChannelText', () => {
  it('masks the strings, keys and long numbers of JSON, which stays JSON', async () => {
    const escaped = (json: string) =>
      json.replace(/[é\n]|💠/g, (char) =>
        [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
      );
    const law = fc.property(value, fc.boolean(), fc.boolean(), (some, pretty, ascii) => {
      const plain = JSON.stringify(some, null, pretty ? 1 : 0);
      const json = ascii && !pretty ? escaped(plain) : plain;
      const whole = read([json]);
      expect(JSON.parse(whole.written)).toEqual(maskedValue(JSON.parse(json)));
      expect(whole.decided).toBe(whole.length);
      expect(read([...json])).toEqual(whole);
    });
    await fc.assert(law, { numRuns: 500 });
  });

  it('keeps every byte in which nothing is found', () => {
    const json = ' { "a" : [1.50e2 , "\\u0041\\/\\n", true ,null] ,\n"a":{} } ';
    expect(read([...json]).written).toBe(json);
  });

  it('tells the nearest key', () => {
    const { windows } = read(['{"a":{"b":["x",12345,{"c":"y"}]},"d":"z"}']);
    expect(Object.fromEntries(windows.map(({ text, field }) => [text, field]))).toEqual({
      a: undefined,
      b: 'a',
      x: 'b',
      '12345': 'b',
      c: 'b',
      y: 'c',
      d: undefined,
      z: 'd',
    });
  });

  it.each([
    ['{"a": Bo Quill', '{"a": ["NAME"]'],
    ['{"a":"Bo\nQuill Bo Quill', '{"a":"Bo\nQuill ["NAME"]'],
    ['{"a":"Bo Quill\\x Bo Quill', '{"a":"[\\"NAME\\"]\\x ["NAME"]'],
    ['{"a":01234 Bo Quill', '{"a":0[ID] ["NAME"]'.replace('0[ID]', '[ID]')],
    ['{"a":truBo Quill', '{"a":tru["NAME"]'],
    ['{} Bo Quill', '{} ["NAME"]'],
    ['}Bo Quill', '}["NAME"]'],
    ['[1,]Bo Quill', '[1,]["NAME"]'],
    ['{"a" "Bo Quill"', '{"a" "["NAME"]"'],
    ['"\\ud83d\\n" 1234', '"\\ud83d\\n" [ID]'],
    [`${'['.repeat(70)}Bo Quill`, `${'['.repeat(70)}["NAME"]`],
    [`[${'1-'.repeat(200)} Bo Quill`, `[${'1-'.repeat(200)} ["NAME"]`],
    ['Bo Quill 1234', '["NAME"] [ID]'],
  ])('takes %j for text where it ceases to be JSON', (json, written) => {
    expect(read([json]).written).toBe(written);
    expect(read([...json])).toEqual(read([json]));
  });

  it.each([
    ['{"a":"Bo Quill', '{"a":"[\\"NAME\\"]'],
    ['{"a":12345', '{"a":"[ID]"'],
    ['{"a":"Bo Quill\\u00', '{"a":"[\\"NAME\\"]\\u00'],
    ['{"a":"\\ud83d', '{"a":"\\ud83d'],
    ['{"a":tr', '{"a":tr'],
    ['{"a":-', '{"a":-'],
  ])('decides all of %j, which ends early', (json, written) => {
    const whole = read([...json]);
    expect(whole.written).toBe(written);
    expect(whole.decided).toBe(json.length);
  });

  it('waits for the rest of a number, an escape and a surrogate pair', () => {
    for (const json of ['{"a":1234', '{"a":"x\\u00', '{"a":"x\\ud83d', '{"a":"x\\ud83d\\u']) {
      const { decided, length } = read([json], { ends: false });
      expect(decided).toBeLessThan(length);
    }
  });

  it('takes text for JSON where it begins so', () => {
    expect(read(['\n ', '{"mrn": 12345}'], { kind: 'text' }).written).toBe('\n {"mrn": "[ID]"}');
    expect(read(['\n mrn: 12345'], { kind: 'text' }).written).toBe('\n mrn: [ID]');
    expect(read(['"mrn": 12345'], { kind: 'text' }).written).toBe('"mrn": [ID]');
    const cited = read(['[1] Bo ', 'Quill'], { kind: 'text' });
    expect(cited.written).toBe('[1] ["NAME"]');
    expect(cited.windows[0]).toMatchObject({ text: '[1] Bo Quill', from: 0 });
  });

  it('decides nothing of what may yet be text', () => {
    for (const begun of ['[', '\n{', '[1, 2', '[[', '[1234, 5678]', '{}', '[true']) {
      const { decided, windows } = read([begun], { kind: 'text', ends: false });
      expect([decided, windows]).toEqual([begun.search(/\S/), []]);
    }
    expect(read(['[1, 2, "'], { kind: 'text', ends: false }).decided).toBe(8);
    const placeholder = read(['[', 'NAME', '_1] was seen'], { kind: 'text' });
    expect(placeholder.windows).toEqual([{ text: '[NAME_1] was seen', from: 0, last: true, role: 'text' }]);
  });

  it.each([
    ['[1234, 5678', '["[ID]", "[ID]"'],
    ['[1234, 5678]', '["[ID]", "[ID]"]'],
    ['[1234, 5678] or so', '[[ID], [ID]] or so'],
    ['{}', '{}'],
    [' ', ' '],
    [`[${'1,'.repeat(40)}12345]`, `[${'1,'.repeat(40)}"[ID]"]`],
    [`[${'1,'.repeat(10)}12345,x`, `[${'1,'.repeat(10)}[ID],x`],
    [`[${'1,'.repeat(40)}12345, Bo Quill`, `[${'1,'.repeat(40)}"[ID]", ["NAME"]`],
  ])('decides all of %j at its end', (some, written) => {
    const whole = read([some], { kind: 'text' });
    expect([whole.written, whole.decided]).toEqual([written, some.length]);
    expect(read([...some], { kind: 'text' })).toEqual(whole);
  });

  it('goes on behind its end', () => {
    const leaf = () => ({ role: 'text' as const });
    const channel = new ChannelText({ kind: 'json', lookAhead: SMALL, leaf });
    channel.append('["Bo');
    channel.end(true);
    for (const { settle, window } of channel.ask()) settle(toyEdits(window));
    expect(channel.ask()).toEqual([]);
    channel.append(' Quill"');
    const [asked] = channel.ask();
    expect(asked?.window).toMatchObject({ text: 'Bo Quill', from: 3 });
    expect(asked?.settle([{ start: 3, end: 8, text: '' }])).toHaveLength(1);
    expect(channel.ask()).toEqual([]);
    expect(channel.takeEdits()).toEqual([{ start: 5, end: 10, text: '' }]);
  });
});
