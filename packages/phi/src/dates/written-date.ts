/** What a stretch of a written date says. */
export type FieldKind = 'year' | 'yearWords' | 'month' | 'monthName' | 'day' | 'dayWords' | 'ordinal' | 'weekday';

/** A stretch of a written date that changes with the date. Offsets are those of the text. */
export interface DateField {
  readonly kind: FieldKind;
  readonly start: number;
  readonly end: number;
}

/** One date as it stands in a text: what it says, and where. What stands between its fields never changes. */
export interface WrittenDate {
  /** In their order in the text. */
  readonly fields: readonly DateField[];
  /** Absent where it is not written, or unknown. */
  readonly year?: number;
  readonly month: number;
  /** Absent for a month. */
  readonly day?: number;
  /** The digits can be read in another order too, which would give another year. */
  readonly doubtful?: true;
}

/** How what can be read in two ways is read. */
export interface DateReading {
  /** `03/04/2021` is 3 April. */
  readonly dayFirst: boolean;
  /** The last year that two digits can stand for. */
  readonly lastYear: number;
}

/** A date that begins at an offset, and where it ends. */
export interface DateMatch {
  readonly date: WrittenDate;
  readonly end: number;
}

/** Reads one form of dates: one that begins at `start`. */
export type ReadForm = (text: string, start: number, reading: DateReading) => DateMatch | undefined;

/** The year that four digits, or the last two, stand for; `undefined` for one of nobody's record. */
export function readYear(digits: string, { lastYear }: DateReading): number | undefined {
  const number = Number(digits);
  if (digits.length === 2) return number + 100 * Math.floor((lastYear - number) / 100);
  return digits.length === 4 && number >= 1850 && number < 2150 ? number : undefined;
}
