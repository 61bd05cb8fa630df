import { ENTITIES, type Entity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { applied } from '../../testing/plans.ts';
import { RESTRICTED_ZIPS } from './restricted-zips.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const generalized = (type: Entity, value: string, subtype?: string): string =>
  applied(value, { operator: 'generalize', type, now: NOW, ...(subtype === undefined ? {} : { subtype }) });

describe('places', () => {
  it.each([
    ['02139', '021**'],
    ['02139-4307', '021**'],
    ['03601', '000**'],
    ['89301-0001', '000**'],
    ['Fairview, TX 75001', 'TX 750**'],
    ['12 Alder Creek Lane, Fairview, Vermont 05901', 'Vermont 000**'],
    ['Fairview, Texas', 'Texas'],
    ['Fairview', '[LOCATION]'],
    ['Washington', '[LOCATION]'],
    ['12 Alder St', '[LOCATION]'],
    ['EC1A 1BB', '[LOCATION]'],
    ['021', '[LOCATION]'],
  ])('%j becomes %j', (value, general) => {
    expect(generalized('LOCATION', value)).toBe(general);
  });

  it('in all seventeen areas of the census of 2000 become 000, and in those of another list', () => {
    expect(RESTRICTED_ZIPS.size).toBe(17);
    for (const area of RESTRICTED_ZIPS) expect(generalized('LOCATION', `${area}01`)).toBe('000**');
    const options = { operator: 'generalize', type: 'LOCATION', restrictedZips: ['021'] } as const;
    expect(applied('02139', options)).toBe('000**');
    expect(applied('03601', options)).toBe('036**');
  });
});

describe('dates', () => {
  it.each([
    ['04/17/1961', '1961'],
    ['Dec 28 - Jan 3, 2022', '2021-2022'],
    ['20231003081500-0500', '2023'],
    ['4/17', '[DATE]'],
    ['the 17th', '[DATE]'],
    ['May 30, 1936', '[DATE]'],
    ['May 30, 1937', '1937'],
    ['May 2031', '2031'],
  ])('%j becomes %j', (value, general) => {
    expect(generalized('DATE', value)).toBe(general);
  });

  it('of a birth are never ahead of today', () => {
    expect(generalized('DATE', '4/17/30', 'birth')).toBe('[DATE]');
    expect(generalized('DATE', '4/17/40', 'birth')).toBe('1940');
    expect(generalized('DATE', '4/17/30')).toBe('2030');
  });
});

it.each([
  ['93', '90+'],
  ['93-year-old', '90+-year-old'],
  ['turned 95', 'turned 90+'],
  ['ninety-five', '90+'],
  ['a hundred and two years old', '90+ years old'],
  ['late nineties', '90+'],
  ['year-old', 'year-old'],
  ['104yo', '90+yo'],
])('the age %j becomes %j', (value, general) => {
  expect(generalized('AGE_OVER_89', value)).toBe(general);
});

it('redacts everything else', () => {
  const others = ENTITIES.filter((entity) => !['LOCATION', 'DATE', 'AGE_OVER_89'].includes(entity));
  for (const entity of others) expect(generalized(entity, '4471208')).toBe(`[${entity}]`);
});
