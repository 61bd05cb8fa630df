import { utf8 } from '@sallyport/core';
import type { BundleEntry, BundleManifest, Trust } from '@sallyport/ledger';
import { evidencePage } from './page/evidence-page.ts';
import type { CallRow } from './tally/call-row.ts';
import { encodeSummary } from './tally/encode-summary.ts';
import { SummaryTally } from './tally/summary.ts';
import { csvLine } from './worksheet/csv-line.ts';
import { POPULATION_COLUMNS, populationCells } from './worksheet/population.ts';
import { Sample } from './worksheet/sample.ts';

/** What the derived files of a bundle are made with. */
export interface DeriveParts {
  readonly manifest: BundleManifest;
  readonly trust: Trust;
  /** The names of the witnesses that have seen the log. */
  readonly witnesses: readonly string[];
  /** Given each line of `worksheet/population.csv`, its header first, with its line break; the next comes once it resolves. */
  readonly populationLine: (line: string) => Promise<void>;
}

/** A file that is made of a bundle's entries alone: the same entries give the same bytes. */
export interface DerivedFile {
  readonly path: 'summary.json' | 'report.html' | 'worksheet/sample.csv';
  readonly bytes: Uint8Array;
}

/** The making of the files that are derived from a bundle's entries. */
export interface Derivation {
  /** Takes the next entry, in the log's order. */
  take(entry: BundleEntry): Promise<void>;
  /** Makes the files, now that there are no more entries. */
  end(): Promise<readonly DerivedFile[]>;
}

/**
 * Makes `summary.json`, `report.html` and the worksheet of a bundle, in memory that does not grow with its entries. No clock, language or chance has a part
 * in it: whoever verifies makes them again, and compares. Only entries in the period count; of a session its intent must be in it, and what belongs to
 * it counts with it. Rows of the population come in the order in which calls end. Rejects as `populationLine` does.
 */
export function deriveFiles(parts: DeriveParts): Derivation {
  const tally = new SummaryTally(parts);
  const sample = new Sample(parts.manifest.sample);
  let rows = 0;
  let header: Promise<void> | undefined;
  const begin = () => {
    header ??= parts.populationLine(csvLine(POPULATION_COLUMNS));
    return header;
  };
  const give = async (calls: readonly CallRow[]) => {
    for (const call of calls) {
      const cells = populationCells(call);
      sample.take(call.id, cells);
      rows += 1;
      await parts.populationLine(csvLine(cells));
    }
  };
  return {
    take: async (entry) => {
      await begin();
      await give(tally.take(entry));
    },
    end: async () => {
      await begin();
      await give(tally.end());
      const summary = tally.summary({ rows, sampled: sample.size });
      return [
        { path: 'summary.json', bytes: encodeSummary(summary) },
        { path: 'report.html', bytes: utf8(evidencePage(summary)) },
        { path: 'worksheet/sample.csv', bytes: utf8(sample.lines().join('')) },
      ];
    },
  };
}
