import { expect, it } from 'vitest';
import { redact } from '../redact.ts';

it.each([
  [
    'CSV with quotes and line breaks in them',
    'mrn,name,dob,notes,dx\n44,"Alder, Bo",04/17/61,"Seen by Dr. Quill ""today""\non 6/12",E11.9\n',
    'mrn,name,dob,notes,dx\n[MRN],"[NAME]",[DATE],"Seen by Dr. [NAME] ""today""\non [DATE]",E11.9\n',
  ],
  [
    'tabs',
    'Patient ID\tFirst\tLast\tStatus\n77\tines\tcalloway\tactive',
    'Patient ID\tFirst\tLast\tStatus\n[MRN]\t[NAME]\t[NAME]\tactive',
  ],
  ['semicolons', 'first_name;city\nines;fairview', 'first_name;city\n[NAME];[LOCATION]'],
  [
    'Markdown in prose',
    'Here:\n\n| Name | DOB |\n|---|---|\n| Ines | 04/17/1961 |\n\nThanks',
    'Here:\n\n| Name | DOB |\n|---|---|\n| [NAME] | [DATE] |\n\nThanks',
  ],
  ['a table of no persons', 'name,dose,route\nLisinopril,10 mg,PO\n', 'name,dose,route\nLisinopril,10 mg,PO\n'],
])('reads %s', (_what, text, expected) => {
  expect(redact(text).text).toBe(expected);
});
