import type { BundleManifest } from '@sallyport/ledger';
import type { BelievedTrust } from '../verify/believed-trust.ts';
import { reportText } from '../verify/report-text.ts';
import type { BundleVerdict } from './bundle-verdict.ts';

/** What verifying a bundle found, for people: the log and what the bundle is of, the keys, each check, and the verdict. */
export function bundleText(verdict: BundleVerdict, known: BelievedTrust): string {
  const { manifest, withheld } = verdict;
  const lines = manifest === undefined ? known.lines : [rangeLine(manifest, withheld), ...known.lines];
  return reportText(verdict, { ...known, lines });
}

function rangeLine({ first, end, from, to, filter, tool }: BundleManifest, withheld: number): string {
  const period = [from === undefined ? '' : ` from ${isoTime(from)}`, to === undefined ? '' : ` before ${isoTime(to)}`];
  const chosen = filter === undefined ? '' : `, filtered: ${withheld} withheld, of which the hashes alone are here`;
  const range = first === end ? 'no entries' : `entries ${first} to ${end - 1}`;
  return `bundle of ${range},${period.join('') || ' of all time'}${chosen}; by ${tool}`;
}

/** A time that no calendar has is told as its number. */
function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
