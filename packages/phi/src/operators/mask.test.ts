import type { Entity } from '@sallyport/core';
import { expect, it } from 'vitest';
import { maskSpan } from './mask.ts';

it.each<[Entity, string, string]>([
  ['SSN', '321-54-9876', '***-**-9876'],
  ['PHONE', '(617) 555-0188', '(***) ***-0188'],
  ['FAX', '555-0164', '***-0164'],
  ['ACCOUNT', '4111 1111 1111 1111', '**** **** **** 1111'],
  ['MRN', '4471208', '***1208'],
  ['MRN', '44712', '***12'],
  ['MRN', '447', '***'],
  ['NAME', "Ines D'Alder", "**** *'*****"],
  ['NAME', '𝒜b', '**'],
  ['DATE', '04/17/1961', '**/**/****'],
])('masks %s %j as %j', (type, value, masked) => {
  expect(maskSpan(value, { start: 0, end: value.length, type, score: 1 })).toBe(masked);
});
