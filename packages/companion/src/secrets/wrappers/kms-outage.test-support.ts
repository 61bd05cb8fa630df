import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { utf8 } from '@sallyport/core';
import type { KmsService } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyWrapper } from '../key-wrapper.ts';

/** A wrapper, and the service that it calls. */
export interface Called {
  readonly wrapper: KeyWrapper;
  readonly service: KmsService;
}

const context = utf8('a context');

/** What every wrapper does when its key management service rotates, is down or refuses. The wrapper waits no longer than a moment. */
export function describeKmsOutages(open: () => Promise<Called>): void {
  describe('and its service', () => {
    let parts: Called;
    let wrapped: Uint8Array;
    const dataKey = randomBytes(32);
    beforeAll(async () => {
      parts = await open();
      wrapped = await parts.wrapper.wrap(dataKey, context);
    });
    afterAll(() => parts.service.close());

    it('unwraps what was wrapped before the service rotated the key', async () => {
      parts.service.rotate();
      expect(Buffer.from(await parts.wrapper.unwrap(wrapped, context))).toEqual(dataKey);
      const since = await parts.wrapper.wrap(dataKey, context);
      expect(Buffer.from(await parts.wrapper.unwrap(since, context))).toEqual(dataKey);
    });

    it.each([
      ['failing', 'did not answer'],
      ['silent', 'did not answer'],
      ['forbidding', 'refused'],
    ] as const)('raises key_unavailable while the service is %s, and serves again afterwards', async (mood, said) => {
      const { wrapper, service } = parts;
      service.mood = mood;
      for (const work of [() => wrapper.wrap(dataKey, context), () => wrapper.unwrap(wrapped, context)]) {
        const error: unknown = await work().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error).toMatchObject({ code: 'key_unavailable', place: expect.stringContaining(said) });
        expect(inspect(error, { depth: 9 })).not.toMatch(/stand-in|127\.0\.0\.1|Bearer|AWS4/);
      }
      service.mood = 'well';
      expect(Buffer.from(await wrapper.unwrap(wrapped, context))).toEqual(dataKey);
    });

    it('asks a failing service twice, and one that refuses once', async () => {
      const { wrapper, service } = parts;
      const count = async (mood: KmsService['mood']) => {
        const before = service.asked;
        service.mood = mood;
        await expect(wrapper.unwrap(wrapped, context)).rejects.toMatchObject({ code: 'key_unavailable' });
        service.mood = 'well';
        return service.asked - before;
      };
      expect(await count('failing')).toBe(2);
      expect(await count('forbidding')).toBeLessThanOrEqual(2);
    });

    it('raises key_unavailable once the service is gone', async () => {
      await parts.service.close();
      await expect(parts.wrapper.unwrap(wrapped, context)).rejects.toMatchObject({ code: 'key_unavailable' });
    });
  });
}
