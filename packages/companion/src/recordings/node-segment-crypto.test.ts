import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { WEB_COMPRESSION } from '@sallyport/recording';
import { describe, expect, it } from 'vitest';
import { NODE_COMPRESSION } from './node-segment-crypto.ts';

const LIMIT = 188_416;

describe('NODE_COMPRESSION', () => {
  it.each([0, 1, 2_047, 2_048, 2_049, 4_096, 4_097, LIMIT])('gives %i bytes back, to every reader', async (length) => {
    for (const bytes of [randomBytes(length), Buffer.alloc(length, 'a')]) {
      const zipped = await NODE_COMPRESSION.gzip(bytes);
      expect(gunzipSync(zipped)).toEqual(bytes);
      expect(Buffer.from(await NODE_COMPRESSION.gunzip(zipped, LIMIT))).toEqual(bytes);
      expect(Buffer.from(await WEB_COMPRESSION.gunzip(zipped, LIMIT))).toEqual(bytes);
    }
  });

  it('finds a changed bit of what is stored as it is', async () => {
    const zipped = await NODE_COMPRESSION.gzip(randomBytes(100));
    for (const at of [0, 2, 10, 11, 13, 20, zipped.length - 8, zipped.length - 4]) {
      const changed = Uint8Array.from(zipped);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(NODE_COMPRESSION.gunzip(changed, LIMIT)).rejects.toMatchObject({ code: 'recording_corrupt' });
    }
  });
});
