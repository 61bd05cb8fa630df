import { randomBytes } from 'node:crypto';
import { utf8 } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyWrapper } from '../key-wrapper.ts';

/** A wrapper to be tested, beside others. */
export interface WrapperUnderTest {
  readonly wrapper: KeyWrapper;
  /** Opens the same root key again. */
  readonly again: () => Promise<KeyWrapper>;
  /** One of another root key. */
  readonly stranger: KeyWrapper;
  readonly close: () => Promise<void>;
}

const context = utf8('["sallyport sealed secret 1","openai-key"]');
const unsealed = { code: 'secret_unsealed' };

/** What every `KeyWrapper` promises. */
export function describeKeyWrapperContract(open: () => Promise<WrapperUnderTest>): void {
  describe('keeps the contract of a key wrapper', () => {
    let parts: WrapperUnderTest;
    beforeAll(async () => {
      parts = await open();
    });
    afterAll(() => parts.close());

    it('unwraps what it wrapped, which holds nothing of the key, and another time in another way', async () => {
      const dataKey = randomBytes(32);
      const [one, two] = [await parts.wrapper.wrap(dataKey, context), await parts.wrapper.wrap(dataKey, context)];
      expect(Buffer.from(await parts.wrapper.unwrap(one, context))).toEqual(dataKey);
      expect(Buffer.from(await parts.wrapper.unwrap(two, context))).toEqual(dataKey);
      expect(Buffer.from(one).includes(dataKey.subarray(0, 8))).toBe(false);
    });

    it('leaves the data key as it was given', async () => {
      const dataKey = randomBytes(32);
      const copy = Buffer.from(dataKey);
      await parts.wrapper.wrap(dataKey, context);
      expect(dataKey).toEqual(copy);
    });

    it('has the same id, and opens the same, when it is opened again', async () => {
      const dataKey = randomBytes(32);
      const wrapped = await parts.wrapper.wrap(dataKey, context);
      const again = await parts.again();
      expect(again.keyId).toBe(parts.wrapper.keyId);
      expect(Buffer.from(await again.unwrap(wrapped, context))).toEqual(dataKey);
    });

    it('raises secret_unsealed for another context', async () => {
      const wrapped = await parts.wrapper.wrap(randomBytes(32), context);
      await expect(parts.wrapper.unwrap(wrapped, utf8('another'))).rejects.toMatchObject(unsealed);
      await expect(parts.wrapper.unwrap(wrapped, new Uint8Array())).rejects.toMatchObject(unsealed);
    });

    it('raises secret_unsealed for bytes that were changed, cut short or never wrapped', async () => {
      const wrapped = await parts.wrapper.wrap(randomBytes(32), context);
      const changed = Uint8Array.from(wrapped);
      changed[changed.length - 20] = (changed.at(-20) ?? 0) ^ 1;
      for (const wrong of [changed, wrapped.subarray(0, 20), new Uint8Array(), utf8('{}'), randomBytes(256)]) {
        await expect(parts.wrapper.unwrap(wrong, context)).rejects.toMatchObject(unsealed);
      }
    });

    it('has another id than another root key, which does not open what it wrapped', async () => {
      const wrapped = await parts.wrapper.wrap(randomBytes(32), context);
      expect(parts.stranger.keyId).not.toBe(parts.wrapper.keyId);
      await expect(parts.stranger.unwrap(wrapped, context)).rejects.toMatchObject(unsealed);
    });
  });
}
