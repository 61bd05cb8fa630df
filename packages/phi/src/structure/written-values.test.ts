import { ENTITIES, type OperatorPlan } from '@sallyport/core';
import { expect, it } from 'vitest';
import { scan } from '../scan.ts';
import { transform } from '../transform.ts';

const plan = (operator: 'mask' | 'allow'): OperatorPlan =>
  Object.fromEntries(ENTITIES.map((entity) => [entity, operator])) as OperatorPlan;

it('masks what an escape says, not its letters', () => {
  const text = '{"patientName":"Jos\\u00e9 \\"Q\\"","mrn":4481234}';
  expect(JSON.parse(transform(text, scan(text), plan('mask')).text)).toEqual({
    patientName: '**** "*"',
    mrn: '***1234',
  });
});

it('leaves the very bytes of what is allowed', () => {
  const text = '{"patientName":"Jos\\u00e9","mrn":4481234}';
  expect(transform(text, scan(text), plan('allow')).text).toBe(text);
});

it('does not take the numbers of prose for those of a record', () => {
  const text = 'MRN: 4481234, seen today';
  expect(transform(text, scan(text), plan('mask')).text).toBe('MRN: ***1234, seen today');
});
