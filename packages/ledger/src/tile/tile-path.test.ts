import { describe, expect, it } from 'vitest';
import { entryBundlePath, tilePath } from './tile-path.ts';

describe('tilePath', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 5, width: 256 }, 'tile/0/005'],
    [{ level: 0, index: 999, width: 255 }, 'tile/0/999.p/255'],
    [{ level: 1, index: 1000, width: 256 }, 'tile/1/x001/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 2, index: 1067, width: 1 }, 'tile/2/x001/067.p/1'],
    [{ level: 0, index: Math.floor(Number.MAX_SAFE_INTEGER / 256), width: 9 }, 'tile/0/x035/x184/x372/x088/831.p/9'],
  ])('writes %o', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
  });
});

describe('entryBundlePath', () => {
  it.each([
    [{ index: 0, width: 256 }, 'tile/entries/000'],
    [{ index: 1067, width: 8 }, 'tile/entries/x001/067.p/8'],
  ])('writes %o', (bundle, path) => {
    expect(entryBundlePath(bundle)).toBe(path);
  });
});
