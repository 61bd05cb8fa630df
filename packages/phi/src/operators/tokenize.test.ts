import { expect, it } from 'vitest';
import { scan } from '../scan.ts';
import { applied, planOf } from '../testing/plans.ts';
import { transform } from '../transform.ts';

it('writes the token of the value', () => {
  const tokens = (entity: string, value: string): string => `[${entity} for ${value}]`;
  expect(applied('Ines', { operator: 'tokenize', type: 'NAME', tokens })).toBe('[NAME for Ines]');
});

it('asks for the value a record means, and writes the token in its form', () => {
  const asked: string[] = [];
  const tokens = (_: string, value: string): string => {
    asked.push(value);
    return '[MRN_K7Q2M9XF]';
  };
  const text = '{"mrn": 4481234}';
  expect(transform(text, scan(text), planOf('tokenize'), { tokens }).text).toBe('{"mrn": "[MRN_K7Q2M9XF]"}');
  expect(asked).toEqual(['4481234']);
});

it('refuses where no one issues tokens, without a value', () => {
  const attempt = (): unknown => applied('Ines', { operator: 'tokenize', type: 'NAME' });
  expect(attempt).toThrow(expect.objectContaining({ code: 'vault_missing' }));
  expect(attempt).not.toThrow(/Ines/);
});
