import { loadEmbeddedPostgres } from '@sallyport/testkit';
import { expect, it } from 'vitest';

it('fails', async () => {
  await loadEmbeddedPostgres();
  expect('this').toBe('that');
});
