import { type Digits, type Order, readInOrder } from './order-date.ts';
import type { DateReading, ReadForm, WrittenDate } from './written-date.ts';

const DIGITS = /\d{6,14}(?!\d)/y;
const ISO_TIME =
  /T\d{2,6}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?(?![\dA-Za-z])|(?:\.\d{1,9})?(?:Z|[+-]\d{4})?(?![\dA-Za-z])/y;

/** `19610417`, `04171961`, `041761`, and time stamps: `20231003T0815Z`, HL7's `20231003081500.123-0500`. */
export const readCompact: ReadForm = (text, start, reading) => {
  DIGITS.lastIndex = start;
  const digits = DIGITS.exec(text)?.[0];
  if (digits === undefined) return undefined;
  const date = readDigits({ text: digits, start }, reading);
  if (date === undefined) return undefined;
  const end = start + digits.length;
  ISO_TIME.lastIndex = end;
  const timed = digits.length >= 8 && ISO_TIME.test(text);
  return { date, end: timed ? ISO_TIME.lastIndex : end };
};

function readDigits({ text, start }: Digits, reading: DateReading): WrittenDate | undefined {
  const cut = (order: Order, yearLength: number): WrittenDate | undefined => {
    let at = 0;
    const runs = [...order].map((letter) => {
      const length = letter === 'Y' ? yearLength : 2;
      at += length;
      return { text: text.slice(at - length, at), start: start + at - length };
    });
    return readInOrder(runs, [order], reading);
  };
  const yearLast: readonly Order[] = reading.dayFirst ? ['DMY', 'MDY'] : ['MDY', 'DMY'];
  if (text.length > 8) return text.length % 2 === 0 ? cut('YMD', 4) : undefined;
  if (text.length === 8) return cut('YMD', 4) ?? yearLast.map((order) => cut(order, 4)).find(isDate);
  if (text.length !== 6) return undefined;
  const readings = [...yearLast.map((order) => cut(order, 2)), cut('YMD', 2), cut('YM', 4)].filter(isDate);
  const [first] = readings;
  if (first === undefined) return undefined;
  return readings.every(({ year }) => year === first.year) ? first : { ...first, doubtful: true };
}

function isDate(date: WrittenDate | undefined): date is WrittenDate {
  return date !== undefined;
}
