import type { Entity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { stands } from './stands.ts';

const whole = (text: string, type: Entity) => ({ start: 0, end: text.length, type, score: 0.5 });

describe('stands', () => {
  it.each([
    ['2024', 'DATE'],
    ['8:30 am', 'DATE'],
    ['Tuesday', 'DATE'],
    ['jueves', 'DATE'],
    ['4-0', 'DATE'],
    ['22/44', 'DATE'],
    ['L5-S1', 'OTHER_ID'],
    ['L5S1', 'OTHER_ID'],
    ['12.0-15.5', 'OTHER_ID'],
    ['GRCh38.p14', 'OTHER_ID'],
    ['H35.3211', 'OTHER_ID'],
    ['utf-16', 'OTHER_ID'],
    ['ISO 8859-1', 'OTHER_ID'],
    ['2.16.840.1.113883.3.88', 'OTHER_ID'],
    ['the Postanesthesia Care Unit', 'LOCATION'],
    ['72', 'AGE_OVER_89'],
    ['TX', 'LOCATION'],
    ['North Dakota', 'LOCATION'],
    ['***-**-6789', 'OTHER_ID'],
    ['😀', 'NAME'],
  ] as const)('lets %j go as %s', (text, type) => {
    expect(stands(text, whole(text, type))).toBe(false);
  });

  it.each([
    ['3/4', 'DATE'],
    ['31.12', 'DATE'],
    ['9/94', 'DATE'],
    ['Rosewood Unit', 'LOCATION'],
    ['C5-1109', 'OTHER_ID'],
    ['the 14th', 'DATE'],
    ['91', 'AGE_OVER_89'],
    ['ninety-four', 'AGE_OVER_89'],
    ['Dakota', 'NAME'],
    ['Texarkana', 'LOCATION'],
    ['75001', 'LOCATION'],
  ] as const)('keeps %j as %s', (text, type) => {
    expect(stands(text, whole(text, type))).toBe(true);
  });

  it('lets go what is left behind a mask', () => {
    expect(stands('MRN ***1208', { start: 7, end: 11, type: 'OTHER_ID', score: 0.5 })).toBe(false);
  });
});

it.each([
  ['Ines Calloway, M.D.', 'D', 'NAME'],
  ["Daughter: I'm his proxy", "I'm", 'NAME'],
  ['Scheduler: Sure, when?', 'Scheduler', 'NAME'],
  ['BP 150/85, pulse is 91', '91', 'AGE_OVER_89'],
  ['migrating, step 1/9', '1/9', 'DATE'],
  ['seen at 7/14/28 days', '7/14/28', 'DATE'],
  ['He was 92 on 2L', '92', 'AGE_OVER_89'],
  ['where it goes on the CMS-1500, box 24J or 33a', 'box 24J or', 'LOCATION'],
  ['orders in column E.', 'E.', 'NAME'],
  ['SpO2 94 to 98', '98', 'AGE_OVER_89'],
  ['His rate in clinic today was 92', '92', 'AGE_OVER_89'],
  ['ALT 40, AST is 96', '96', 'AGE_OVER_89'],
  ['matched, ninety-one percent', 'ninety-one', 'AGE_OVER_89'],
  ['12/11/2025   99393 Well child', '99393', 'LOCATION'],
  ['all aged 90+ were phoned', '90', 'AGE_OVER_89'],
  ['free fluid in the cul-de-sac', 'cul-de-sac', 'LOCATION'],
  ['seen in the falls clinic', 'falls clinic', 'LOCATION'],
  ['back in two weeks', 'two weeks', 'LOCATION'],
] as const)('in %j, %j is no %s', (text, value, type) => {
  const start = text.lastIndexOf(value);
  expect(stands(text, { start, end: start + value.length, type, score: 0.5 })).toBe(false);
});

it('keeps an age behind the rate of something else', () => {
  const text = 'Her heart rate rose. Mother is 92';
  const start = text.length - 2;
  expect(stands(text, { start, end: text.length, type: 'AGE_OVER_89', score: 0.5 })).toBe(true);
});

it('keeps a word of talk behind a title', () => {
  expect(stands('Dr. First called', { start: 4, end: 9, type: 'NAME', score: 0.5 })).toBe(true);
});

describe('a day without a month', () => {
  it.each([
    ['the 7th nerve was spared', false],
    ['the 10th interspace', false],
    ['the 4th and 5th toes', false],
    ['the 4th, 5th ribs', false],
    ['the 4th and 5th with her', true],
    ['the 7th she called', true],
    ['the 7th of May', true],
    ['the 7th, and then', true],
    ['the 7th\n', true],
  ])('in %j stands: %s', (text, whether) => {
    expect(stands(text, { start: 0, end: text.lastIndexOf('th', 8) + 2, type: 'DATE', score: 0.5 })).toBe(whether);
  });
});
