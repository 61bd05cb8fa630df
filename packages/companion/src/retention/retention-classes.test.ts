import { expect, it } from 'vitest';
import { retentionClasses } from './retention-classes.ts';

const classes = retentionClasses({ classes: { standard: '6y', short: '90d', leap: '1y' } });
const at = (text: string) => new Date(`${text}T10:00:00.000Z`);

it.each([
  ['standard', '2026-11-29', '2032-11-29'],
  ['short', '2026-11-29', '2027-02-27'],
  ['leap', '2028-02-29', '2029-03-01'],
])('keeps %s from %s until %s', (name, from, until) => {
  const start = at(from);
  expect(classes.keepUntil(name, start)).toEqual(at(until));
  expect(start).toEqual(at(from));
});

it.each(['other', '', 'constructor', '__proto__'])('begins nothing of the class %j', (name) => {
  expect(() => classes.keepUntil(name, new Date())).toThrow(expect.objectContaining({ code: 'recording_unavailable' }));
});
