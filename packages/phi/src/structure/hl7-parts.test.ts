import { expect, it } from 'vitest';
import { redact } from '../redact.ts';

it.each([
  [
    'fields by segment, repetitions and subcomponents',
    'MSH|^~\\&|A|B|C|D|20150302||ADT^A01|1|P|2.3\rPID|1||44^^^X^MR~55^^^Y^SS||CALLOWAY&VAN&QUILL^INES||19610417|F|||12 ALDER^^FAIRVIEW^TX^75001',
    'MSH|^~\\&|A|B|C|D|[DATE]||ADT^A01|1|P|2.3\rPID|1||[MRN]^^^X^MR~[SSN]^^^Y^SS||[NAME]&VAN&[NAME]^[NAME]||[DATE]|F|||[LOCATION]^^[LOCATION]^TX^[LOCATION]',
  ],
  [
    'text with escapes, whatever ends the lines',
    'PID|1||44\r\nOBX|1|TX|1^Note||Seen by Dr. Quill\\.br\\on 6/12 A\\T\\E\r\nOBX|2|NM|8867-4^Rate^LN||72',
    'PID|1||[MRN]\r\nOBX|1|TX|1^Note||Seen by Dr. [NAME]\\.br\\on [DATE] A\\T\\E\r\nOBX|2|NM|8867-4^Rate^LN||72',
  ],
  [
    'a message of its own marks, quoted',
    'See:\nMSH#!*%@#A\nPID#1##44##CALLOWAY!INES\nand call 617-555-0188.',
    'See:\nMSH#!*%@#A\nPID#1##[MRN]##[NAME]![NAME]\nand call [PHONE].',
  ],
  ['segments nobody knows', 'MSH|^~\\&|A\rZPD|ALDER^TAMSIN|20150302101500', 'MSH|^~\\&|A\rZPD|[NAME]^[NAME]|[DATE]'],
  [
    'a batch',
    'FHS|^~\\&|A\rBHS|^~\\&|A\rMSH|^~\\&|A\rPID|1||44\rBTS|1\rFTS|1',
    'FHS|^~\\&|A\rBHS|^~\\&|A\rMSH|^~\\&|A\rPID|1||[MRN]\rBTS|1\rFTS|1',
  ],
])('reads %s', (_what, text, expected) => {
  expect(redact(text).text).toBe(expected);
});
