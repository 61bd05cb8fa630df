import { createColors } from 'picocolors';
import { visibleLine } from '../scan/visible-text.ts';
import type { BelievedTrust } from './believed-trust.ts';

/** Where there are no colours, what writes them leaves them out. */
const pc = createColors(true);

/** What is printed of a report, of a ledger or of a store. */
export interface PrintedReport {
  readonly ok: boolean;
  readonly size: number;
  readonly origin: string;
  readonly rootHash: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
  readonly firstFault?: { readonly words: string };
}

/** A report for people: the log, the keys, each check, and the verdict. */
export function reportText(report: PrintedReport, { believed, lines }: BelievedTrust): string {
  const checks = report.checks.map(
    ({ name, ok, detail }) => `  ${ok ? pc.green('✓') : pc.red('✗')} ${name}: ${visibleLine(detail)}`,
  );
  const head = `log ${visibleLine(report.origin) || '(unread)'}, ${report.size} entries, root ${report.rootHash || '(unread)'}`;
  return `${[head, ...lines, ...checks, verdict(report, believed)].join('\n')}\n`;
}

/** The last line. */
export function verdict({ ok, firstFault }: Pick<PrintedReport, 'ok' | 'firstFault'>, believed: boolean): string {
  // Before all else: what strange keys verify proves nothing.
  if (!believed) return pc.red('NOT VERIFIED: the keys are not the ones you trust');
  if (firstFault !== undefined) return pc.red(`NOT VERIFIED: ${visibleLine(firstFault.words)}`);
  return ok ? pc.green('VERIFIED') : pc.red('NOT VERIFIED: it was not verified to its end');
}
