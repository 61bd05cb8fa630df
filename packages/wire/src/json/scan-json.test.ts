import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonFault, JsonScalar, JsonSink } from './json-sink.ts';
import { KeyMemory } from './key-memory.ts';
import { scanJson } from './scan-json.ts';

/** Builds the value again from what the scanner tells, in place of JSON.parse. */
class ValueSink implements JsonSink {
  value: unknown;
  readonly #open: { readonly value: unknown[] | Record<string, unknown>; key: string }[] = [];

  open(kind: 'object' | 'array'): void {
    const value = kind === 'object' ? {} : [];
    this.#place(value);
    this.#open.push({ value, key: '' });
  }

  close(): void {
    this.#open.pop();
  }

  key(token: JsonScalar): void {
    const top = this.#open.at(-1);
    if (top !== undefined) top.key = token.text;
  }

  scalar(token: JsonScalar): void {
    this.#place(token.kind === 'string' ? token.text : JSON.parse(token.text));
  }

  #place(value: unknown): void {
    const top = this.#open.at(-1);
    if (top === undefined) this.value = value;
    else if (Array.isArray(top.value)) top.value.push(value);
    else Object.defineProperty(top.value, top.key, { value, enumerable: true, configurable: true, writable: true });
  }
}

function scan(source: string, limits: { maxDepth?: number; uniqueKeys?: boolean } = {}) {
  const sink = new ValueSink();
  const { uniqueKeys = false, maxDepth = 1_000_000 } = limits;
  const fault = scanJson(source, { sink, maxDepth, ...(uniqueKeys ? { keys: new KeyMemory() } : {}) });
  return { fault, value: sink.value };
}

function native(source: string): { readonly accepted: boolean; readonly value?: unknown } {
  try {
    return { accepted: true, value: JSON.parse(source) };
  } catch {
    return { accepted: false };
  }
}

const ALPHABET = [
  ...'{}[],:"\\/ \t\n\r0123456789eE+-.truefalsenulx',
  '\\u00e9',
  '\\ud83d\\ude00',
  '\u00a0',
  '\ufeff',
  'é',
];

const mutated = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.record({ at: fc.nat(), cut: fc.nat({ max: 2 }), put: fc.constantFrom('', ...ALPHABET) }), {
      maxLength: 3,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((result, { at, cut, put }) => {
      const place = at % (result.length + 1);
      return result.slice(0, place) + put + result.slice(place + cut);
    }, text),
  );

describe('scanJson', () => {
  it('accepts what JSON.parse accepts, and reads the same value', async () => {
    const law = fc.property(
      fc.oneof(mutated, fc.json(), fc.string({ unit: fc.constantFrom(...ALPHABET) })),
      (source) => {
        const { fault, value } = scan(source);
        if (fault === 'body_lone_surrogate') return;
        const expected = native(source);
        expect(fault).toBe(expected.accepted ? undefined : 'body_not_json');
        if (expected.accepted) expect(value).toEqual(expected.value);
      },
    );
    await fc.assert(law, { numRuns: 3000 });
  });

  it('reads strings of any length as JSON.parse does', async () => {
    const unit = fc.constantFrom(
      '\\',
      '\\\\',
      '\\"',
      '"',
      '\\n',
      '\\u00e9',
      '\\u00g9',
      '\n',
      'plain text, as most is',
      'é',
      '💠',
    );
    const law = fc.property(fc.array(unit, { maxLength: 12 }), fc.boolean(), (units, closed) => {
      const source = `"${units.join('')}${closed ? '"' : ''}`;
      const { fault, value } = scan(source);
      const expected = native(source);
      expect(fault).toBe(expected.accepted ? undefined : 'body_not_json');
      if (expected.accepted) expect(value).toBe(expected.value);
    });
    await fc.assert(law, { numRuns: 3000 });
  });

  it.each<[string, JsonFault | undefined]>([
    ['', 'body_not_json'],
    [' ', 'body_not_json'],
    ['\ufeff{}', 'body_not_json'],
    ['{} {}', 'body_not_json'],
    ['{}x', 'body_not_json'],
    ['[1,]', 'body_not_json'],
    ['{"a":1,}', 'body_not_json'],
    ['{a:1}', 'body_not_json'],
    ["{'a':1}", 'body_not_json'],
    ['{"a"}', 'body_not_json'],
    ['[1 2]', 'body_not_json'],
    ['[1}', 'body_not_json'],
    ['{"a":1]', 'body_not_json'],
    ['01', 'body_not_json'],
    ['+1', 'body_not_json'],
    ['.5', 'body_not_json'],
    ['1.', 'body_not_json'],
    ['1e', 'body_not_json'],
    ['-', 'body_not_json'],
    ['NaN', 'body_not_json'],
    ['nul', 'body_not_json'],
    ['"a', 'body_not_json'],
    ['"a\n"', 'body_not_json'],
    ['"\\x"', 'body_not_json'],
    ['"\\u12g4"', 'body_not_json'],
    ['"\\u12', 'body_not_json'],
    ['"\\', 'body_not_json'],
    [`"${'x'.repeat(99)}`, 'body_not_json'],
    [`"${'x'.repeat(99)}\\"`, 'body_not_json'],
    [`"${'x'.repeat(99)}\n"`, 'body_not_json'],
    [`"${'x'.repeat(99)}\\x"`, 'body_not_json'],
    ['// no\n1', 'body_not_json'],
    ['\u00a01', 'body_not_json'],
    ['"\\ud800"', 'body_lone_surrogate'],
    ['"\\udc00\\ud800"', 'body_lone_surrogate'],
    ['{"\\udfff":1}', 'body_lone_surrogate'],
    ['"\ud800"', 'body_lone_surrogate'],
    [`"${'x'.repeat(99)}\ud800"`, 'body_lone_surrogate'],
    ['"\\ud83d\\ude00"', undefined],
    [' \t\r\n[ -0.5e+10 , true,false , null ] ', undefined],
  ])('judges %j as %s', (source, fault) => {
    expect(scan(source).fault).toBe(fault);
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"b":{"a":1,"c":2,"a":3}}]',
    '{"":0,"":0}',
    '{"__proto__":1,"__proto__":2}',
  ])('refuses a key that stands twice: %s', (source) => {
    expect(scan(source, { uniqueKeys: true }).fault).toBe('body_duplicate_key');
    expect(scan(source).fault).toBeUndefined();
  });

  it('takes one key in two objects', () => {
    expect(scan('[{"a":{"a":1}},{"a":2}]', { uniqueKeys: true }).fault).toBeUndefined();
  });

  it('counts what stands open at once', () => {
    expect(scan('[[[]]]', { maxDepth: 3 }).fault).toBeUndefined();
    expect(scan('[[],{"a":[]}]', { maxDepth: 3 }).fault).toBeUndefined();
    expect(scan('[[[[]]]]', { maxDepth: 3 }).fault).toBe('body_too_deep');
    expect(scan(`${'['.repeat(10_000)}${']'.repeat(10_000)}`, { maxDepth: 64 }).fault).toBe('body_too_deep');
  });

  it('reads 100,000 levels without recursion', () => {
    expect(scan(`${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}`).fault).toBeUndefined();
  });
});
