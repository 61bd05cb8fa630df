import type { Entity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { isPermitted, withoutState } from './permitted.ts';

const whole = (text: string, type: Entity) => ({ start: 0, end: text.length, type, score: 0.5 });

describe('isPermitted', () => {
  it.each([
    ['2024', 'DATE'],
    ['1998–2006', 'DATE'],
    ['8:30 am', 'DATE'],
    ['jueves', 'DATE'],
    ['TX', 'LOCATION'],
    ['72', 'AGE_OVER_89'],
    ['90+', 'AGE_OVER_89'],
    ['***-**-6789', 'SSN'],
    ['😀', 'NAME'],
  ] as const)('lets %j stay as %s', (text, type) => {
    expect(isPermitted(text, { ...whole(text, type), end: text.startsWith('90') ? 2 : text.length })).toBe(true);
  });

  it.each([
    ['2024', 'OTHER_ID'],
    ['3/4', 'DATE'],
    ['everyone', 'NAME'],
    ['glucose', 'NAME'],
    ['L5-S1', 'OTHER_ID'],
    ['the Postanesthesia Care Unit', 'LOCATION'],
    ['ninety-four', 'AGE_OVER_89'],
    ['91', 'AGE_OVER_89'],
  ] as const)('says nothing of %j as %s, on which detectors may differ', (text, type) => {
    expect(isPermitted(text, whole(text, type))).toBe(false);
  });
});

describe('withoutState', () => {
  it.each([
    ['Fairview, TX 75001', ['Fairview', '75001']],
    ['TX 75001', ['75001']],
    ['Fairview, TX', ['Fairview']],
    ['Fairview', ['Fairview']],
    ['Maine Street', ['Maine Street']],
    ['TX', []],
  ])('of %j leaves %j', (text, left) => {
    const places = withoutState(text, whole(text, 'LOCATION'));
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(left);
  });
});
