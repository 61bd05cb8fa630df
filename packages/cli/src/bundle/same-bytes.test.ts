import { describe, expect, it } from 'vitest';
import { broken, inPieces } from './kept-bundle.test-support.ts';
import { SameBytes } from './same-bytes.ts';

const FILE = Buffer.from('index,kind\r\n0,session.intent\r\n1,session.outcome\r\n');

async function isSame(expected: readonly string[], { file = FILE as Uint8Array, piece = 5 } = {}): Promise<boolean> {
  const comparison = new SameBytes(inPieces(file, piece));
  for (const part of expected) await comparison.take(Buffer.from(part));
  return comparison.end();
}

describe('SameBytes', () => {
  it('says that a file is the same, wherever its pieces and the others end', async () => {
    const lines = FILE.toString().split(/(?<=\n)/);
    for (const piece of [1, 2, 12, 13, 1000]) {
      expect(await isSame(lines, { piece })).toBe(true);
      expect(await isSame([...FILE.toString()], { piece })).toBe(true);
    }
    expect(await isSame([], { file: new Uint8Array(0) })).toBe(true);
  });

  it('says that it is another: with a bit changed, bytes too few, bytes too many', async () => {
    for (let at = 0; at < FILE.length; at += 1) {
      const file = Buffer.from(FILE);
      file.writeUInt8(file.readUInt8(at) ^ 1, at);
      expect(await isSame([FILE.toString()], { file })).toBe(false);
    }
    expect(await isSame([FILE.toString(), 'x'])).toBe(false);
    expect(await isSame([FILE.toString().slice(0, -1)])).toBe(false);
    expect(await isSame(['x'], { file: new Uint8Array(0) })).toBe(false);
  });

  it('reads no further than to the first difference', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; given < 1000; given += 1) yield Buffer.from('a');
    }
    const comparison = new SameBytes(endless());
    for (const part of ['aab', 'aaa', 'aaa']) await comparison.take(Buffer.from(part));
    expect(await comparison.end()).toBe(false);
    expect(given).toBeLessThan(4);
  });

  it('rejects where the file breaks off', async () => {
    const comparison = new SameBytes(broken(Buffer.from('ab')));
    await comparison.take(Buffer.from('ab'));
    await expect(comparison.take(Buffer.from('c'))).rejects.toThrow('the disk is gone');
    expect(await comparison.end()).toBe(false);
  });
});
