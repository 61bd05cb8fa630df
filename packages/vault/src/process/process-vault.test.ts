import { inspect } from 'node:util';
import { findSentinels, makeSentinels } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import type { TokenValue, Vault } from '../vault.ts';
import { vaultContract } from '../vault-contract.test-support.ts';
import { createProcessVault, type ProcessVaultOptions } from './process-vault.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytesOf = (characters: string) => Uint8Array.from(characters, (character) => ALPHABET.indexOf(character));
const nameOf = (value: string): TokenValue => ({ entity: 'NAME', value });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { readonly code?: unknown }) => error.code,
  );

/** A vault whose draws are these, and after them chance's. */
function drawing(...draws: readonly string[]): Vault {
  const left = [...draws];
  const random = (length: number) => {
    const next = left.shift();
    return next === undefined ? crypto.getRandomValues(new Uint8Array(length)) : bytesOf(next);
  };
  return createProcessVault({ random });
}

const open = (vault: Vault, ...conversations: readonly string[]) => vault.open({ caller: 'a', conversations });

describe('a vault in memory', () => {
  vaultContract(() => createProcessVault());

  it('draws again what is no token, what is taken and what stands in the text', async () => {
    const vault = drawing('7777777', 'K7Q2M9X', 'K7Q2M9X', '2B7WKQ4', '5C3XJR6');
    const scope = await open(vault);
    expect(await scope.mint([nameOf('Ines')])).toEqual(['[NAME_K7Q2M9XF]']);
    const standing = new Set(['[NAME_2B7WKQ4T]']);
    const [token] = await (await open(vault)).mint([nameOf('Ada')], { standing });
    expect(token).toMatch(/^\[NAME_5C3XJR6.\]$/);
  });

  it('refuses when its source of chance gives one number', async () => {
    const scope = await open(createProcessVault({ random: () => bytesOf('K7Q2M9X') }));
    expect(await codeOf(scope.mint([nameOf('Ines'), nameOf('Ada')]))).toBe('internal');
  });

  it('shows nothing that it holds', async () => {
    const sentinels = makeSentinels();
    const vault = createProcessVault();
    const scope = await open(vault, 'conv_1');
    await scope.mint(sentinels.map(({ type, value }) => ({ entity: type, value })));
    scope.continueAs(['resp_1']);
    const options = { depth: 20, showHidden: true, getters: true } as const;
    const error = await scope
      .mint(sentinels.map(({ type, value }) => ({ entity: type, value: value.repeat(1_000_000) })))
      .catch((cause) => cause);
    const shown = [vault, scope, error].map(
      (held) => `${inspect(held, options)}${JSON.stringify(held)}${String(held)}`,
    );
    expect(error).toMatchObject({ code: 'vault_full' });
    expect(findSentinels(shown.join('\n'), sentinels)).toEqual([]);
    expect(inspect(vault, options)).toMatch(/^ProcessVault \{\}$/);
  });
});

describe('the memory of a vault', () => {
  const small = (options: ProcessVaultOptions = {}) =>
    createProcessVault({ limitBytes: 20_000, conversationBytes: 5_000, ...options });
  const people = (count: number, from = 0) => Array.from({ length: count }, (_, at) => nameOf(`Ines ${from + at}`));

  it('refuses more of one call, and of one conversation, than it keeps', async () => {
    const vault = small();
    expect(await codeOf((await open(vault)).mint(people(100)))).toBe('vault_full');
    const mintMore = async (from: number) => (await open(vault, 'conv_1')).mint(people(5, from));
    await mintMore(0);
    await mintMore(5);
    expect(await codeOf(mintMore(10))).toBe('vault_full');
  });

  it('forgets the values that came longest ago, but none of a call under way', async () => {
    const vault = small();
    const scope = await open(vault);
    const [token = ''] = await scope.mint([nameOf('Ines')]);
    for (let call = 0; call < 20; call++) await (await open(vault)).mint(people(5, call * 5));
    expect(scope.valueOf(token)).toBe('Ines');
    expect(await scope.mint([nameOf('Ines')])).toEqual([token]);
    expect(await (await open(vault)).mint([nameOf('Ines')])).not.toEqual([token]);
  });

  it.each<[string, ProcessVaultOptions]>([
    ['by number', { conversations: 2 }],
    ['by bytes', { limitBytes: 4_000, conversationBytes: 1_000 }],
  ])('forgets the conversations that were used longest ago, %s', async (_, options) => {
    const vault = small(options);
    const tokens: string[] = [];
    for (const id of ['conv_1', 'conv_2', 'conv_3']) {
      await open(vault, 'conv_1');
      tokens.push(...(await (await open(vault, id)).mint([nameOf(id)])));
    }
    const known = async (id: string, at: number) => (await open(vault, id)).valueOf(tokens[at] ?? '') !== undefined;
    expect([await known('conv_1', 0), await known('conv_2', 1), await known('conv_3', 2)]).toEqual([true, false, true]);
  });

  it('remembers the newest 256 ids of a conversation', async () => {
    const vault = createProcessVault();
    const first = await open(vault);
    const [token = ''] = await first.mint([nameOf('Ines')]);
    first.continueAs(Array.from({ length: 300 }, (_, at) => `resp_${at}`));
    expect((await open(vault, 'resp_0')).valueOf(token)).toBeUndefined();
    expect((await open(vault, 'resp_299')).valueOf(token)).toBe('Ines');
  });

  it.each<[string, ProcessVaultOptions]>([
    ['no bytes', { limitBytes: 0 }],
    ['no whole number', { conversations: 1.5 }],
    ['a conversation larger than half of all', { limitBytes: 1_000, conversationBytes: 501 }],
  ])('cannot be %s', (_, options) => {
    expect(() => createProcessVault(options)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
