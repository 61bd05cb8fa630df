import type { Options } from '../options.ts';
import { Closing } from '../process/closing.ts';
import type { BenchResult, Row } from '../report/result.ts';
import { say } from '../report/say.ts';
import { installPeers } from '../servers/install-peers.ts';
import { checkDetection } from './check-detection.ts';
import { detectConditions } from './detect-conditions.ts';
import { foundChecks, shortRows, speedRatio, speedRows } from './detect-rows.ts';
import { DETECTORS, type DetectorName } from './detectors.ts';
import { measureAdversarial, measurePeerAdversarial } from './measure-adversarial.ts';
import { measureDocument, measureFresh } from './measure-fresh.ts';
import { measurePackages } from './measure-package.ts';
import { readInTurn } from './read-in-turn.ts';
import { startDetector } from './start-detector.ts';

const OURS: DetectorName = 'sallyport';
const PEERS: readonly DetectorName[] = ['redact-pii', 'openai guardrails'];

/** Measures detection against redact-pii and the PII check of @openai/guardrails: speed, adversarial inputs, start, memory, size. */
export async function benchDetect(options: Options): Promise<BenchResult> {
  await installPeers();
  const checks = await checkDetection();
  const compared = await compare(options);
  return {
    name: 'detect',
    rows: [...compared.rows, ...(await measureAlone(options.rounds)), ...(await measurePackages())],
    ratios: compared.ratios,
    checks: [...checks, ...compared.checks],
    conditions: await detectConditions(options),
  };
}

type Compared = Pick<BenchResult, 'rows' | 'ratios' | 'checks'>;

/** What is read by processes that stay, and are warm. */
async function compare({ rounds, count }: Options): Promise<Compared> {
  const closing = new Closing();
  try {
    const names = Object.keys(DETECTORS) as DetectorName[];
    const children = new Map(await Promise.all(names.map(async (name) => [name, await startDetector(name)] as const)));
    for (const child of children.values()) closing.add(() => child.kill());
    say('notes, in turn …');
    const notes = await readInTurn({ children, rounds, order: (round) => ({ kind: 'notes', round }) });
    say('short texts, in turn …');
    const short = await readInTurn({ children, rounds, order: (round) => ({ kind: 'short', round, count }) });
    say('adversarial inputs, in turn with notes …');
    const ours = children.get(OURS) ?? (await startDetector(OURS));
    const worst = await measureAdversarial(ours, rounds);
    return {
      rows: [...speedRows(notes), ...shortRows(short), ...worst.rows],
      ratios: {
        speed_vs_redact_pii: speedRatio(notes, { name: OURS, than: 'redact-pii' }),
        speed_vs_openai_guardrails: speedRatio(notes, { name: OURS, than: 'openai guardrails' }),
        worst_case: worst.ratio,
      },
      checks: foundChecks(notes),
    };
  } finally {
    await closing.close();
  }
}

/** What is measured in processes of its own, one after another. */
async function measureAlone(rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  say('the same adversarial inputs, peers, each within ten seconds …');
  for (const peer of PEERS) rows.push(...(await measurePeerAdversarial(peer)));
  say('new processes, and 10 MB …');
  for (const name of [OURS, ...PEERS]) rows.push(...(await measureFresh(name, rounds)));
  for (const name of [OURS, ...PEERS]) rows.push(...(await measureDocument(name)));
  return rows;
}
