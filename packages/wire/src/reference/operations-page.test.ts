import { describe, expect, it } from 'vitest';
import { operationsPage } from './operations-page.ts';

describe('docs/reference/operations.md', () => {
  it('is what the tables say', async () => {
    await expect(operationsPage()).toMatchFileSnapshot('../../../../docs/reference/operations.md');
  });
});
