import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PUBLISHED_SCHEMA } from './published-schema.ts';

const FILE = join(import.meta.dirname, '../../../../../docs/reference/sallyport.schema.json');

const CONFIG = {
  version: 1,
  publicUrl: 'https://sallyport.example',
  dataDir: './data',
  issuers: [{ issuer: 'https://login.example/', audience: 'sallyport' }],
  connections: [
    {
      ...{ name: 'openai', kind: 'openai', baseUrl: 'https://api.openai.com/v1', baa: true },
      ...{ credential: { secret: 'openai-key' }, allow: { subjects: ['*'] } },
    },
  ],
  ledger: { origin: 'sallyport.example/log' },
};

describe('the schema for editors', () => {
  it('is published as it is; run the tests with -u to write it anew', async () => {
    await expect(`${JSON.stringify(PUBLISHED_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(FILE);
  });

  it('takes a configuration with a policy in it, and none with a rule that is none', () => {
    const validate = new Ajv2020({ strict: false }).compile(PUBLISHED_SCHEMA);
    const withRule = (rule: object) => ({ ...CONFIG, policy: { version: 1, name: 'ward', rules: [rule] } });
    expect(validate(withRule({ name: 'a', then: 'allow', out: { DATE: 'allow' } }))).toBe(true);
    for (const rule of [{ name: 'a', then: 'permit' }, { name: 'a', then: 'allow', our: {} }, { name: 'a' }]) {
      expect(validate(withRule(rule))).toBe(false);
    }
  });
});
