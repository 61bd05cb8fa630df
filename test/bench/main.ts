// `npm run bench -- NAME`: measures, prints a table, and writes `out/NAME.json`.
import { BenchFailure } from './bench-failure.ts';
import { benchCompanion } from './companion/bench-companion.ts';
import { benchDecide } from './decide/bench-decide.ts';
import { benchDetect } from './detect/bench-detect.ts';
import { benchExchange } from './exchange/bench-exchange.ts';
import { benchGuard } from './guard/bench-guard.ts';
import { benchLedger } from './ledger/bench-ledger.ts';
import { type Options, readOptions } from './options.ts';
import { OUT } from './out.ts';
import { formatResult } from './report/format-result.ts';
import { describeMachine } from './report/machine.ts';
import type { BenchResult } from './report/result.ts';
import { say } from './report/say.ts';
import { writeResult } from './report/write-result.ts';

const BENCHES: Readonly<Record<string, (options: Options) => Promise<BenchResult>>> = {
  companion: benchCompanion,
  decide: benchDecide,
  detect: benchDetect,
  exchange: benchExchange,
  guard: benchGuard,
  ledger: benchLedger,
};

try {
  await run(process.argv.slice(2));
} catch (cause) {
  if (!(cause instanceof BenchFailure)) throw cause;
  process.stderr.write(`bench: ${cause.message}\n`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<void> {
  const { name, options } = readOptions(args);
  const bench = BENCHES[name];
  if (bench === undefined) throw new BenchFailure(`which one? ${Object.keys(BENCHES).join(', ')}`);
  const machine = describeMachine(new Date());
  const result = await bench(options);
  const { date, node, cores, processor, loadBefore } = machine;
  say(`\n${date}, Node ${node}, ${cores} cores (${processor}), load average before: ${loadBefore.toFixed(2)}\n`);
  say(formatResult(result));
  say(`\n${await writeResult(OUT, { ...result, machine })}`);
  if (result.checks.some(({ holds }) => !holds)) process.exitCode = 1;
}
