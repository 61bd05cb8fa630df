import { ANALYTES } from '../grammar/analytes.ts';
import type { Stretch } from '../seal.ts';

/** `12.0-15.5`: no identifier has two decimals. */
const DECIMALS = /^\d{1,4}[.,]\d{1,3} ?[-–] ?\d{1,4}[.,]\d{1,3}$/;
/** `0700-1530`, on every day of a week. */
const HOURS = /^(?:(?:[01]\d|2[0-3])[0-5][05] ?[-–] ?(?:[01]\d|2[0-3])[0-5][05](?: |$)){1,7}$/;
/** `0730` in a column of hours. */
const HOUR = /^(?:[01]\d|2[0-3])[0-5][05]$/;
const CELL_BEFORE = /\| ?$/;
/** Years, pressures, from which to which; products. */
const FROM_TO = /^(?:(?:19|20)\d\d ?[-–] ?(?:19|20)[0-3]\d|\d{2,3}[-–]\d{2,3}\/\d{2,3}[-–]\d{2,3})$|×/;
const PAGES_BEFORE = /(?<!\p{L})(?:pp|pages|pgs|S|Seiten|págs?)\.? ?$/u;
const PAGES = /^\d{1,4} ?[-–] ?\d{1,4}$/;
const ANALYTE_BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(${ANALYTES})[ :=<>≥≤]{1,3}$`, 'iu');
/** A count as it is written in French: `16 300`. */
const THOUSANDS = /^\d{1,3}(?: \d{3}){1,2}$/;
/** What was measured one time after the other: six numbers of two or three digits. */
const SERIES = /^(?:[A-Za-z]{1,5} )?[1-9]\d{1,2}(?: [1-9]\d{1,2}){5,}$/;
const SHORT_SERIES = /^\d{1,5}(?:[ –-]\d{1,4}){0,4}$/;
/** An analyte that is no name and no word: `FIT`, `ferritin`. */
const PLAIN_ANALYTE = /^\p{Lu}{2}|.{5}/u;
const MONEY_BEFORE = /[$€£] ?$/;
/** `allowed 612.40` on a bill. */
const AMOUNT = /^\d{1,3}(?:,?\d{3}){0,2}\.\d{2}$/;
const BILLED_BEFORE =
  /(?<!\p{L})(?:allowed|allow|ded|deductible|resp|responsibility|paid|pd|billed|charges?|charged|copay|coins|balance|bal|due|owed?|adj|adjusted|total|amount|amt)[ :]{1,2}$/iu;
const RATIO_BEFORE = /\d:$/;
/** A child counts. */
const COUNTING = /^(?:one,? )?(?:two, three, four|dos, tres, cuatro|deux, trois, quatre|zwei, drei, vier)/i;

/** Whether numbers count or measure something, or say from where to where: no identifier. */
export function isCount(text: string, { start, end }: Stretch): boolean {
  const value = text.slice(start, end);
  if (value.length > 64) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  if (DECIMALS.test(value) || FROM_TO.test(value) || HOURS.test(value) || SERIES.test(value) || COUNTING.test(value))
    return true;
  if (MONEY_BEFORE.test(before) || (THOUSANDS.test(value) && RATIO_BEFORE.test(before))) return true;
  if (HOUR.test(value) && CELL_BEFORE.test(before)) return true;
  if (AMOUNT.test(value) && BILLED_BEFORE.test(before)) return true;
  if (PAGES.test(value) && PAGES_BEFORE.test(before)) return true;
  const [, analyte = ''] = SHORT_SERIES.test(value) ? (ANALYTE_BEFORE.exec(before) ?? []) : [];
  return PLAIN_ANALYTE.test(analyte) || (analyte !== '' && /[ –-]/.test(value));
}
