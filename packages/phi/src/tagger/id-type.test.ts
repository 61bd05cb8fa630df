import { describe, expect, it } from 'vitest';
import { idTypeOf } from './id-type.ts';

describe('idTypeOf', () => {
  it.each([
    ['call ', '555 0188', 'PHONE'],
    ['FAX: ', '555-0199', 'FAX'],
    ['member no. ', 'XK 4471', 'HEALTH_PLAN'],
    ['photo ', 'wound_left_0312.heic', 'PHOTO'],
    ['reach me at ', 'ines(at)mail', 'EMAIL'],
    ['phone 555-0100, acct ', '7731', 'ACCOUNT'],
    ['fax 555-0100\n', 'QX-771', 'OTHER_ID'],
    ['ref ', 'QX-771', 'OTHER_ID'],
  ] as const)('after %j, %j is %s', (lead, value, type) => {
    expect(idTypeOf(lead + value, { start: lead.length, end: lead.length + value.length })).toBe(type);
  });
});
