import type { AuditorKey } from '@sallyport/core';

const key = (kid: string, [x, y]: readonly [string, string]): AuditorKey =>
  Object.freeze({ kty: 'EC', crv: 'P-256', x, y, kid });

/** For tests: the public keys of two auditors, whose private halves nobody has. */
export const SAMPLE_AUDITORS: readonly [AuditorKey, AuditorKey] = [
  key('privacy-office-2026', [
    'URVIn0glFHIXiqpuctSw403GBF8GhkXl1fOYzPYGreU',
    'TWoG6aiMzaOodimb3-RMoB1MCJNyUKuHYLrPd1sA-AM',
  ]),
  key('board-of-audit', ['gAZcbhvP0rtDN9aOMnSnCu60cPQOHJ4XMo1ygRfaeHE', 'XHVQuUv3LBm7gY6aL-WQShLXVLhPeHrqtOd7PyH7kPs']),
];
