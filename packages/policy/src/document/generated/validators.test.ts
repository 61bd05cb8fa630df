import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { schemaFile, validatorCode } from '../../../generate/validator-code.ts';

const ROOT = resolve(import.meta.dirname, '../../../../..');

it.each([
  ['packages/policy/src/document/generated/validators.js', validatorCode()],
  ['packages/policy/policy.schema.json', schemaFile()],
  ['docs/reference/policy.schema.json', schemaFile()],
])('%s is what `pnpm generate` makes of the schema', async (file, made) => {
  expect(await readFile(resolve(ROOT, file), 'utf8')).toBe(made);
});

it('the validators need nothing, and make no code', () => {
  expect(validatorCode()).not.toMatch(/^\s*import\b|\brequire\(|\bnew Function\b|\beval\(/m);
});
