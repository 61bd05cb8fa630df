import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { ip } from './ip.ts';

describe('ip', () => {
  it.each([
    ['from 203.0.113.42', ['203.0.113.42']],
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
  ])('leaves %j alone', (text) => {
    expect(found(ip, text)).toEqual([]);
  });
});
