import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { SallyportError, systemClock } from '@sallyport/core';
import { version } from '../../package.json';
import { reportPage } from '../report/report-page.ts';
import { refuseExisting, writeReport } from '../report/write-report.ts';
import { isTty, type Terminal, usesColour, write } from '../terminal.ts';
import { displayName } from './display-name.ts';
import { highlight } from './highlight.ts';
import { hasRoomForBar, startProgressBar } from './progress-bar.ts';
import { placesTable, textsTable, totalsTable } from './scan-tables.ts';
import { countFiles, type ScannedFile, scanTexts } from './scan-texts.ts';
import type { Tally, Totals } from './tally.ts';
import { writeRedacted } from './write-redacted.ts';

/** What `sallyport scan` was asked for. */
export interface ScanOptions {
  readonly redact?: boolean;
  /** The folder that redacted texts are written under. Default: they go to standard output. */
  readonly out?: string;
  /** Default: for one text, on a terminal. */
  readonly view?: boolean;
  readonly showValues?: boolean;
  /** The file a report is written to. */
  readonly report?: string;
  /** Whether a report may replace a file. */
  readonly force?: boolean;
}

/** What is shown of each text, and around them all. */
interface Showing {
  readonly redact: boolean;
  readonly places: boolean;
  readonly view: boolean;
  readonly colour: boolean;
  readonly showValues: boolean;
  readonly tables: boolean;
  readonly bar: boolean;
}

/**
 * Scans what the paths stand for and shows it; writes the report if one was asked for. Errors of single files go to standard
 * error and are counted. Raises `body_missing` where there is nothing to scan, `file_exists` before it starts, `file_unwritable`.
 */
export async function runScan(
  paths: readonly string[],
  options: ScanOptions,
  terminal: Terminal,
): Promise<Pick<Totals, 'refused'>> {
  if (options.report !== undefined && !options.force) await refuseExisting(options.report);
  const showing = chooseShowing({ paths, several: await isSeveral(paths), options, terminal });
  const tally = await scanAll(paths, { options, terminal, showing });
  const { texts, refused } = tally.totals;
  if (texts + refused === 0) throw new SallyportError('body_missing', { place: 'scan' });
  await showTotals(tally, { terminal, showing });
  if (options.report !== undefined) {
    const page = reportPage(tally, { version, time: systemClock.now(), showValues: showing.showValues });
    await writeReport(options.report, page, { force: options.force ?? false });
    await write(terminal.stderr, `sallyport: wrote ${displayName(options.report, showing)}\n`);
  }
  return tally.totals;
}

async function isSeveral(paths: readonly string[]): Promise<boolean> {
  const [path = '-'] = paths;
  if (paths.length > 1 || path === '-') return paths.length > 1;
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A bar and lines of text would overwrite each other on one screen, where several texts are therefore summed up only. */
function chooseShowing({
  paths,
  several,
  options,
  terminal,
}: {
  readonly paths: readonly string[];
  readonly several: boolean;
  readonly options: ScanOptions;
  readonly terminal: Terminal;
}): Showing {
  const { redact = false, out, showValues = false } = options;
  const onScreen = isTty(terminal.stdout);
  const view = !redact && (options.view ?? (onScreen && !several));
  const places = !redact && (!several || !onScreen || view);
  const writes = places || (redact && out === undefined);
  return {
    redact,
    places,
    view,
    showValues,
    colour: usesColour(terminal),
    tables: several && !redact,
    // The bar listens to the keyboard, which is standard input.
    bar: several && !paths.includes('-') && hasRoomForBar(terminal.stderr) && !(onScreen && writes),
  };
}

interface Run {
  readonly options: ScanOptions;
  readonly terminal: Terminal;
  readonly showing: Showing;
}

async function scanAll(paths: readonly string[], { options, terminal, showing }: Run): Promise<Tally> {
  const bar = showing.bar ? startProgressBar(await countFiles(paths), terminal.stderr) : undefined;
  try {
    return await scanTexts(paths, {
      terminal,
      showValues: showing.showValues,
      keepSnippets: showing.showValues && options.report !== undefined,
      onText: (scanned) => showText(scanned, { options, terminal, showing }),
      onDone: () => bar?.advance(),
    });
  } finally {
    bar?.stop('Scanned');
  }
}

async function showText(scanned: ScannedFile, { options, terminal, showing }: Run): Promise<void> {
  const { stdout } = terminal;
  if (showing.redact) return writeRedacted(scanned, { folder: options.out, stdout });
  if (showing.places) await write(stdout, placesTable(scanned));
  if (showing.view) await write(stdout, `\n${highlight(scanned, showing)}\n`);
}

async function showTotals(tally: Tally, { terminal, showing }: Omit<Run, 'options'>): Promise<void> {
  const { texts, passedOver, counts } = tally.totals;
  if (showing.tables)
    await write(
      terminal.stdout,
      `\n${texts} ${texts === 1 ? 'text' : 'texts'}\n${textsTable(tally)}\n${totalsTable(counts)}`,
    );
  else if (showing.places && tally.totals.found > 0) await write(terminal.stdout, totalsTable(counts));
  await showRefused(tally, terminal.stderr);
  if (passedOver > 0) {
    await write(terminal.stderr, `sallyport: passed over, as hidden, links, or no text by name: ${passedOver}\n`);
  }
}

async function showRefused({ refused, totals }: Tally, stderr: Writable): Promise<void> {
  for (const { name, reason, code } of refused) await write(stderr, `sallyport: ${name}: ${reason} (${code})\n`);
  const files = totals.texts + totals.refused;
  if (totals.refused > 0 && files > 1) await write(stderr, `sallyport: ${totals.refused} of ${files} files failed\n`);
}
