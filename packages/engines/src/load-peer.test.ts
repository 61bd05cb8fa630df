import { describe, expect, it } from 'vitest';
import { loadPeer } from './load-peer.ts';

describe('loadPeer', () => {
  it('names the package that is not installed', async () => {
    // The name is put together at run time, so that no bundler looks for it.
    const name = ['@sallyport', 'not-there'].join('/');
    const loading = loadPeer(name, () => import(/* @vite-ignore */ name));
    await expect(loading).rejects.toMatchObject({ code: 'engine_missing', place: `${name} could not be loaded` });
  });

  it('gives what it loads', async () => {
    expect(await loadPeer('path', () => import('node:path'))).toHaveProperty('join');
  });
});
