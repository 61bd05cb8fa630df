// One note under one plan, de-identified in two ways. It needs nothing but @sallyport/phi, which has no other dependency.
import { ENTITIES, type Operator, type OperatorPlan } from '@sallyport/core';
import { scan, transform } from '@sallyport/phi';

const note = `Patient: Ines Calloway, SSN 321-54-9876, MRN: 4471208
Admitted 10/03/2023, discharged Oct 7, 2023. Lives in Fairview, TX 75001.
Mrs. Calloway is a 93-year-old woman. Phone (617) 555-0188.`;

const all = (operator: Operator, others: Partial<OperatorPlan> = {}): OperatorPlan =>
  ({ ...Object.fromEntries(ENTITIES.map((entity) => [entity, operator])), ...others }) as OperatorPlan;

const now = new Date('2026-03-01');
console.log(transform(note, scan(note), all('generalize'), { now }).text);

// In earnest: randomSubject(), once for each patient, kept as secret as the notes. This one is here to be read.
const subject = Uint8Array.from({ length: 16 }, (_, at) => at);
console.log(`\n${transform(note, scan(note), all('surrogate', { SSN: 'mask' }), { subject, now }).text}`);
