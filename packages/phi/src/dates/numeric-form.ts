import { type Order, readInOrder } from './order-date.ts';
import type { DateReading, ReadForm } from './written-date.ts';

const THREE = /(\d{1,4})( ?[/.-] ?)(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/y;
const TWO = /(\d{1,4})([/.-])(\d{1,4})(?!\d)/y;

/** `04/17/1961`, `4-17-61`, `17.4.1961`, `1961-04-17`. */
export const readThreeNumbers: ReadForm = (text, start, reading) => {
  THREE.lastIndex = start;
  const match = THREE.exec(text);
  if (match === null) return undefined;
  const [, a = '', separator = '', b = '', c = ''] = match;
  const second = start + a.length + separator.length;
  const runs = [
    { text: a, start },
    { text: b, start: second },
    { text: c, start: second + b.length + separator.length },
  ];
  const date = readInOrder(runs, ordersOfThree(a, c, reading), reading);
  return date === undefined ? undefined : { date, end: THREE.lastIndex };
};

/** `4/17`, `04/1961`, `1961-04`. */
export const readTwoNumbers: ReadForm = (text, start, reading) => {
  TWO.lastIndex = start;
  const match = TWO.exec(text);
  if (match === null) return undefined;
  const [, a = '', separator = '', b = ''] = match;
  const runs = [
    { text: a, start },
    { text: b, start: start + a.length + separator.length },
  ];
  const date = readInOrder(runs, reading.dayFirst ? ['DM', 'MD', 'MY', 'YM'] : ['MD', 'DM', 'MY', 'YM'], reading);
  return date === undefined ? undefined : { date, end: TWO.lastIndex };
};

function ordersOfThree(first: string, last: string, { dayFirst }: DateReading): readonly Order[] {
  if (first.length === 4) return ['YMD'];
  if (last.length === 1) return [];
  const yearLast: readonly Order[] = dayFirst ? ['DMY', 'MDY'] : ['MDY', 'DMY'];
  return first.length === 2 && last.length === 2 ? [...yearLast, 'YMD'] : yearLast;
}
