import { ENTITIES, findTokens } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScopeRequest, TokenScope, TokenValue, Vault } from './vault.ts';

const NAME = { entity: 'NAME', value: 'Ines Calloway' } as const;
const SSN = { entity: 'SSN', value: '321-54-9876' } as const;
const values = fc.array(fc.record({ entity: fc.constantFrom(...ENTITIES), value: fc.string({ maxLength: 6 }) }), {
  maxLength: 30,
});

/** What every vault must hold to. */
export function vaultContract(create: () => Vault | Promise<Vault>): void {
  const open = async (vault: Vault, request: Partial<ScopeRequest> = {}): Promise<TokenScope> =>
    vault.open({ caller: 'a', conversations: [], ...request });
  const one = async (scope: TokenScope, value: TokenValue): Promise<string> => (await scope.mint([value]))[0] ?? '';

  describe('tokens', () => {
    it('are one for each value and entity, and none for two', async () => {
      await fc.assert(
        fc.asyncProperty(values, values, async (first, second) => {
          const scope = await open(await create());
          const minted = [...(await scope.mint(first)), ...(await scope.mint(second))];
          const asked = [...first, ...second].map(({ entity, value }) => `${entity} ${value}`);
          expect(new Set(minted).size).toBe(new Set(asked).size);
          for (const [at, key] of asked.entries()) expect(minted[at]).toBe(minted[asked.indexOf(key)]);
          expect(findTokens(minted.join(' ')).map(({ token }) => token)).toEqual(minted);
        }),
      );
    });

    it('are stable from call to call of one caller, and others for another', async () => {
      const vault = await create();
      const [first, again] = [await open(vault), await open(vault)];
      const other = await open(vault, { caller: 'b' });
      expect(await one(again, NAME)).toBe(await one(first, NAME));
      expect(await one(other, NAME)).not.toBe(await one(first, NAME));
    });

    it('tell cases and spellings apart', async () => {
      const scope = await open(await create());
      const minted = await scope.mint([
        NAME,
        { entity: 'NAME', value: 'INES CALLOWAY' },
        { entity: 'NAME', value: 'Ines  Calloway' },
      ]);
      expect(new Set(minted).size).toBe(3);
    });
  });

  describe('values', () => {
    it('are read back in the call they came in, and in no other', async () => {
      const vault = await create();
      const scope = await open(vault);
      const token = await one(scope, NAME);
      expect(scope.valueOf(token)).toBe('Ines Calloway');
      expect((await open(vault)).valueOf(token)).toBeUndefined();
      expect(scope.valueOf('[NAME_K7Q2M9XF]')).toBeUndefined();
    });

    it('of an answer are never read back, unless a request holds them too', async () => {
      const vault = await create();
      const scope = await open(vault);
      const [token = ''] = await scope.mint([NAME], { from: 'answer' });
      expect(scope.valueOf(token)).toBeUndefined();
      expect(await one(scope, NAME)).toBe(token);
      expect(scope.valueOf(token)).toBe('Ines Calloway');
    });
  });

  describe('a conversation', () => {
    it('goes on by an id of an answer, and by one the call named', async () => {
      const vault = await create();
      const first = await open(vault, { conversations: ['conv_1'] });
      const name = await one(first, NAME);
      first.continueAs(['resp_1']);
      const second = await open(vault, { conversations: ['resp_1'] });
      const ssn = await one(second, SSN);
      second.continueAs(['resp_2']);
      for (const id of ['conv_1', 'resp_1', 'resp_2']) {
        const scope = await open(vault, { conversations: [id] });
        expect([scope.valueOf(name), scope.valueOf(ssn)]).toEqual([NAME.value, SSN.value]);
      }
    });

    it('is the caller’s own', async () => {
      const vault = await create();
      const scope = await open(vault);
      const token = await one(scope, NAME);
      scope.continueAs(['resp_1']);
      expect((await open(vault, { caller: 'b', conversations: ['resp_1'] })).valueOf(token)).toBeUndefined();
    });

    it('is not joined to another by an answer with its id: the id leads nowhere then', async () => {
      const vault = await create();
      const [mine, yours] = [await open(vault), await open(vault)];
      const [name, ssn] = [await one(mine, NAME), await one(yours, SSN)];
      mine.continueAs(['resp_1', 'resp_2']);
      yours.continueAs(['resp_1']);
      const next = await open(vault, { conversations: ['resp_1'] });
      expect([next.valueOf(name), next.valueOf(ssn)]).toEqual([undefined, undefined]);
      await one(next, NAME);
      next.continueAs(['resp_1']);
      expect((await open(vault, { conversations: ['resp_1'] })).valueOf(name)).toBeUndefined();
      expect((await open(vault, { conversations: ['resp_2'] })).valueOf(name)).toBe(NAME.value);
    });

    it('that was sent twice and answered as one goes on', async () => {
      const vault = await create();
      for (const scope of [await open(vault), await open(vault)]) {
        await one(scope, NAME);
        scope.continueAs(['resp_1']);
      }
      const next = await open(vault, { conversations: ['resp_1'] });
      expect(next.valueOf(await one(await open(vault), NAME))).toBe(NAME.value);
    });

    it('begun by two calls at once has the values of both', async () => {
      const vault = await create();
      const conversations = ['conv_1'];
      const [mine, yours] = [await open(vault, { conversations }), await open(vault, { conversations })];
      const [name, ssn] = [await one(mine, NAME), await one(yours, SSN)];
      yours.continueAs(['conv_1', 'resp_1']);
      const next = await open(vault, { conversations });
      expect([next.valueOf(name), next.valueOf(ssn)]).toEqual([NAME.value, SSN.value]);
    });

    it('of several that a call names has the values of all, and leaves those apart', async () => {
      const vault = await create();
      const tokens: string[] = [];
      for (const [at, value] of [NAME, SSN].entries()) {
        const scope = await open(vault, { conversations: [`conv_${at}`] });
        tokens.push(await one(scope, value));
      }
      const both = await open(vault, { conversations: ['conv_0', 'conv_1'] });
      both.continueAs(['resp_1']);
      const seen = async (id: string) => {
        const scope = await open(vault, { conversations: [id] });
        return tokens.map((token) => scope.valueOf(token) !== undefined);
      };
      expect(await seen('resp_1')).toEqual([true, true]);
      expect(await seen('conv_0')).toEqual([true, false]);
    });
  });
}
