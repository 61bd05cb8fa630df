import { describe, expect, it } from 'vitest';
import { stsFetch } from './sts-fetch.ts';

describe('stsFetch', () => {
  it.each([
    'https://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/token',
    'https://[::ffff:169.254.169.254]/token',
    'https://100.100.100.200/token',
    'http://login.example/token',
  ])('asks nothing of %s', async (url) => {
    await expect(stsFetch()(url)).rejects.toMatchObject({ code: 'credential_unavailable' });
  });
});
