import { MAX_PLACED_LINE_BYTES } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { placedLines } from './placed-lines.ts';

async function* cut(text: string, at: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < text.length; from += at) yield Buffer.from(text.slice(from, from + at));
}

async function read(text: string, at = 7) {
  const found: string[] = [];
  for await (const { index, leaf } of placedLines(cut(text, at), 'companion_invalid')) {
    found.push(`${index} ${Buffer.from(leaf)}`);
  }
  return found;
}

const TWO = '{"index":0,"leaf":"a.b.c"}\n{"index":17,"leaf":"d.e.f"}\n';

describe('lines of entries', () => {
  it('are read wherever they are cut', async () => {
    for (let at = 1; at <= TWO.length; at += 1) expect(await read(TWO, at)).toEqual(['0 a.b.c', '17 d.e.f']);
    expect(await read('')).toEqual([]);
  });

  it.each([
    ['without an end', TWO.slice(0, -1)],
    ['of no JSON', 'hello\n'],
    ['with another member', '{"index":0,"leaf":"a.b.c","more":1}\n'],
    ['with another order', '{"leaf":"a.b.c","index":0}\n'],
    ['without a place', '{"index":-1,"leaf":"a.b.c"}\n'],
    ['that is too long', `{"index":0,"leaf":"${'x'.repeat(MAX_PLACED_LINE_BYTES)}`],
  ])('%s are none', async (_, text) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({ code: 'companion_invalid' });
  });
});
