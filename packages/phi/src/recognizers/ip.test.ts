import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { ip } from './ip.ts';

describe('ip', () => {
  it.each([
    ['from 203.0.113.42', ['203.0.113.42']],
    ['host 10.1.2.3', ['10.1.2.3']],
    ['ip 12.4.8.31', ['12.4.8.31']],
    ['2001:db8::8a2e:370:7334', ['2001:db8::8a2e:370:7334']],
    ['2001:db8:0:0:0:0:0:1 up', ['2001:db8:0:0:0:0:0:1']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(ip, text))]).toEqual(values);
  });

  it.each([
    'section 1.2.3.4',
    '2.16.840.1.113883',
    'firmware 4.2.0.19',
    'build: 12.7.1.0',
    '10:30:45',
    '1:100000',
    'std::string',
    '300.1.2.3',
    'ratio 1:2:3',
    'EC 3.4.21.5, 1.1.1.49',
    'kernel 5.15.0.91',
    '4.03.04.36',
    'AABB Std 5.19.3.40',
    'mask 255.255.255.0',
    'bound to 127.0.0.1',
  ])('leaves %j alone', (text) => {
    expect(found(ip, text)).toEqual([]);
  });
});
