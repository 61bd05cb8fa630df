import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, CHAT, codeOf, EMBEDDINGS, request, textOf } from './fixtures/bodies.ts';
import { readRequest } from './read-document.ts';

const REPLACEMENT = '[NAME] "é\u2028\\\n\u0000💠';

const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => value.isWellFormed());

/** Keys begin with a letter, for JSON.parse moves keys that are integers. */
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      text.map((key) => `k${key}`),
      tie('value'),
      { maxKeys: 3 },
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((list) => JSON.stringify(list)),
    fc
      .dictionary(
        text.map((key) => `k${key}`),
        tie('value'),
        { maxKeys: 3 },
      )
      .map((map) => JSON.stringify(map, null, 1)),
  ),
})).value;

const bodies = fc
  .record({
    metadata: tree,
    user: tree,
    messages: fc.array(fc.record({ role: text, content: text }), { maxLength: 3 }),
    indent: fc.nat(2),
  })
  .map(({ indent, ...body }) => JSON.stringify(body, null, indent));

/** Five documents, each in a string of another, are refused. */
const isShallow = (body: string) => codeOf(() => request(CHAT, body)) !== 'body_too_deep';

interface Difference {
  readonly from: unknown;
  readonly to: unknown;
}

/** Where two values differ, looking also into JSON held in strings. */
function differences(from: unknown, to: unknown): Difference[] {
  if (Object.is(from, to)) return [];
  const [inner, other] = [opened(from), opened(to)];
  if (typeof from === 'string' && inner !== undefined && other !== undefined) return differences(inner, other);
  if (typeof from !== 'object' || typeof to !== 'object' || from === null || to === null) return [{ from, to }];
  const [before, after] = [Object.entries(from), Object.entries(to)];
  if (before.length !== after.length || Array.isArray(from) !== Array.isArray(to)) return [{ from, to }];
  return before.flatMap(([key, value], index) => {
    const [otherKey, otherValue] = after[index] ?? ['', undefined];
    return [...(key === otherKey ? [] : [{ from: key, to: otherKey }]), ...differences(value, otherValue)];
  });
}

function opened(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^[ \t\n\r]*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}

describe('rewrite', () => {
  it('gives the very same bytes where nothing is replaced', async () => {
    await fc.assert(
      fc.property(bodies, (body) => {
        const bytes = bytesOf(body);
        fc.pre(isShallow(body));
        const document = readRequest(CHAT, bytes, {});
        expect(document.rewrite(new Map())).toBe(bytes);
        expect(document.rewrite(new Map(document.leaves.map((leaf, index) => [index, leaf.text])))).toBe(bytes);
      }),
    );
  });

  it('changes exactly the leaf it is told to', async () => {
    const law = fc.property(bodies, fc.nat(), (body, pick) => {
      fc.pre(isShallow(body));
      const document = request(CHAT, body);
      const candidates = document.leaves.flatMap((leaf, index) => (leaf.role === 'text' ? [{ leaf, index }] : []));
      const chosen = candidates[pick % Math.max(candidates.length, 1)];
      if (chosen === undefined) return;
      const after = textOf(document.rewrite(new Map([[chosen.index, REPLACEMENT]])));
      const found = differences(JSON.parse(body), JSON.parse(after));
      expect(found).toHaveLength(1);
      expect(found[0]?.to).toBe(REPLACEMENT);
      const from = found[0]?.from;
      expect(typeof from === 'number' ? Number(chosen.leaf.text) : chosen.leaf.text).toBe(from);
    });
    await fc.assert(law, { numRuns: 500 });
  });

  it('gives a body that reads back as its replacements', async () => {
    await fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.array(text, { minLength: 5, maxLength: 5 }), (input, others) => {
        const document = request(EMBEDDINGS, { input: input.map((item) => `x${item}`) });
        const bytes = document.rewrite(new Map(input.map((_, index) => [index, `y${others[index]}`])));
        expect(readRequest(EMBEDDINGS, bytes, {}).leaves.map((leaf) => leaf.text)).toEqual(
          input.map((_, index) => `y${others[index]}`),
        );
      }),
    );
  });

  it('leaves every other byte as it was', () => {
    const before =
      '{ "seed":9007199254740993 ,\t"n":1.0e+2,"user":"\\u0041lma\\/","messages":[ {"content":"caf\\u00e9 é"}]\n}\n';
    const document = request(CHAT, before);
    expect(textOf(document.rewrite(new Map([[0, '[NAME]']])))).toBe(before.replace('\\u0041lma\\/', '[NAME]'));
    expect(textOf(document.rewrite(new Map([[1, '']])))).toBe(before.replace('caf\\u00e9 é', ''));
  });

  it('makes well-formed text of a lone surrogate', () => {
    expect(textOf(request(CHAT, { user: 'a' }).rewrite(new Map([[0, 'x\ud800']])))).toBe('{"user":"x\ufffd"}');
  });

  it('refuses what it cannot replace', () => {
    const document = request(CHAT, { metadata: { visit: 'x' } });
    expect(codeOf(() => document.rewrite(new Map([[0, 'y']])))).toBe('phi_in_structure');
    expect(codeOf(() => document.rewrite(new Map([[2, 'y']])))).toBe('internal');
    expect(codeOf(() => document.rewrite(new Map([[-1, 'y']])))).toBe('internal');
  });
});
