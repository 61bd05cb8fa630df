import { tilePath } from '@sallyport/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBundlePath, readTilePath } from './log-path.ts';

describe('readTilePath', () => {
  it.each([
    ['/log/tile/0/000', { level: 0, index: 0, width: 256 }],
    ['/log/tile/0/x001/067', { level: 0, index: 1067, width: 256 }],
    ['/log/tile/2/x001/x234/067.p/8', { level: 2, index: 1_234_067, width: 8 }],
    ['/log/tile/63/000.p/255', { level: 63, index: 0, width: 255 }],
  ])('reads %s', (path, address) => {
    expect(readTilePath(path)).toStrictEqual(address);
  });

  it.each([
    '/log/tile/',
    '/log/tile/0',
    '/log/tile/0/',
    '/log/tile/0/0',
    '/log/tile/0/00',
    '/log/tile/0/0000',
    '/log/tile/00/000',
    '/log/tile/01/000',
    '/log/tile/100/000',
    '/log/tile/-1/000',
    '/log/tile/NaN/000',
    '/log/tile/data/000',
    '/log/tile/entries/000',
    '/log/tile/8/0/000',
    '/log/tile/0/x000/067',
    '/log/tile/0/x001/x000',
    '/log/tile/0/001/067',
    '/log/tile/0/X001/067',
    '/log/tile/0/x001x067',
    '/log/tile/0/000.p',
    '/log/tile/0/000.p/',
    '/log/tile/0/000.p/0',
    '/log/tile/0/000.p/01',
    '/log/tile/0/000.p/256',
    '/log/tile/0/000.p/1000',
    '/log/tile/0/000.p/1.p/1',
    '/log/tile/0/000/.p/1',
    '/log/tile/0/000?',
    '/log/tile/0/000?x=1',
    '/log/tile/0/000#x',
    '/log/tile/0/000/',
    '/log/tile/0/%30%30%30',
    '/log/tile/0/../0/000',
    '/log/tile//0/000',
    '/log//tile/0/000',
    '/log/tile/0/000\n',
    '/log/tile/٠/000',
    `/log/tile/0/${'x999/'.repeat(6)}999`,
    `/log/tile/0/${'x999/'.repeat(10_000)}999`,
  ])('reads no %.60s', (path) => {
    expect(readTilePath(path)).toBeUndefined();
  });

  it('reads back whatever path a tile has', () => {
    const tiles = fc.record({ level: fc.nat(63), index: fc.nat(2 ** 45), width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(
      fc.property(tiles, (address) => {
        expect(readTilePath(`/log/${tilePath(address)}`)).toEqual(address);
      }),
    );
  });
});

describe('readBundlePath', () => {
  it.each([
    ['/log/tile/entries/000', { index: 0, width: 256 }],
    ['/log/tile/entries/x001/067.p/8', { index: 1067, width: 8 }],
  ])('reads %s', (path, bundle) => {
    expect(readBundlePath(path)).toStrictEqual(bundle);
  });

  it.each([
    '/log/tile/entries/',
    '/log/tile/entries/0',
    '/log/tile/entries/x000/067',
    '/log/tile/entries/000.p/0',
    '/log/tile/entries/000.p/256',
    '/log/tile/entries/000?x=1',
    '/log/tile/entries/../entries/000',
    '/log/tile/0/000',
    `/log/tile/entries/${'x999/'.repeat(10_000)}999`,
  ])('reads no %.60s', (path) => {
    expect(readBundlePath(path)).toBeUndefined();
  });
});
