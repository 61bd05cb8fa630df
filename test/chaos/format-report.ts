import { layOut } from 'sallyport';
import { FAULT_KINDS } from './check/find-faults.ts';
import { VICTIMS } from './plan/place.ts';
import type { ChaosReport } from './report.ts';

const SHOWN = 20;
const HOW = 'A strike counts once for each row in which a request stood at that moment, and for each it killed.';

/** What chaos did, and what came of it, for people. */
export function formatReport(report: ChaosReport): string {
  return [landed(report), promised(report), refused(report), found(report)].join('\n\n');
}

function landed({ rounds, landings }: ChaosReport): string {
  const line = (name: string, { strikes, killed }: ReturnType<typeof landings.all>) => [
    name,
    strikes,
    ...VICTIMS.map((victim) => killed[victim]),
  ];
  const rows = landings.byPlace().map(({ place, ...counts }) => line(place, counts));
  const table = layOut([['kill -9 while in', 'strikes', ...VICTIMS], ...rows, line('all', landings.all())]);
  return `${rounds} rounds\n\n${table}\n\n${HOW}`;
}

function promised({ counts }: ChaosReport): string {
  return layOut([
    ['calls answered', counts.answered],
    ['intents receipted', counts.receipts],
    ['outcomes spooled', counts.outcomes],
    ['requests at the provider', counts.requests],
    ['sessions closed as unknown', counts.swept],
    ['recordings', counts.recordings],
    ['leaves of the ledger', counts.leaves],
  ]);
}

function refused({ refusals }: ChaosReport): string {
  return layOut(
    [...refusals].toSorted(([, one], [, other]) => other - one).map(([code, times]) => [`refused: ${code}`, times]),
  );
}

function found({ faults, unverified, rollback, folder }: ChaosReport): string {
  const counts = layOut(FAULT_KINDS.map((kind) => [kind, faults.filter((fault) => fault.kind === kind).length]));
  const details = faults.slice(0, SHOWN).map(({ kind, words }) => `${kind}: ${words}`);
  const where = folder === undefined ? [] : [`what is left: ${folder}`];
  return [
    counts,
    `verification: ${unverified ?? 'passes'}`,
    `older database: ${rollback ?? 'not noticed'}`,
    ...details,
    ...where,
  ].join('\n');
}
