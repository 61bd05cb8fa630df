import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { accessKey } from './access-key.ts';

describe('access-key', () => {
  it.each([
    'sk_test_abc123def456',
    'sk-proj-q8W7e6R5t4Y3u2I1',
    'ghp_0a1b2c3d4e5f6a7b8c9d0e',
    'AKIAQ7Z8X9C0V1B2N3M4',
    '1CqZ8h3LmNpRsTuVwXyZ2a3b4c5d6e7f8g',
    'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    `0x${'9aF3'.repeat(10)}`,
  ])('finds %j', (key) => {
    expect(found(accessKey, `Record shows ${key}. Next`)).toEqual([key]);
  });

  it.each(['sk_test', 'pk_partial', '1234567890123456789012345678', 'risk-adjusted-2024', '0x1F', 'ghp_short'])(
    'leaves %j alone',
    (text) => {
      expect(found(accessKey, text)).toEqual([]);
    },
  );
});
