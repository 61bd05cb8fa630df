import type { LoadFigures } from '../load/closed-loop.ts';
import type { Options } from '../options.ts';
import { Closing } from '../process/closing.ts';
import { quantile } from '../report/median.ts';
import type { BenchResult, Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { say } from '../report/say.ts';
import { CONNECTION } from '../servers/companion-config.ts';
import { openStage, type Stage } from '../servers/open-stage.ts';
import { readLedger } from '../servers/read-ledger.ts';

const CONNECTIONS = 32;
/** Each with a key of its own, as many processes of an application would have. */
const CLIENTS = 64;
/** One exchange at a time takes longer for as many, and needs fewer. */
const SINGLE_SHARE = 5;

/** Measures token exchange on PostgreSQL, and how much of a call goes into saying who calls. */
export async function benchExchange(options: Options): Promise<BenchResult> {
  const closing = new Closing();
  try {
    const stage = await openStage(closing, 'postgresql');
    return await measure(stage, options);
  } finally {
    await closing.close();
  }
}

async function measure(stage: Stage, { rounds, count }: Options): Promise<BenchResult> {
  const before = await stage.ours.process.ask('size');
  say('exchanges, 32 at once and one by one …');
  const many: LoadFigures[] = [];
  const single: LoadFigures[] = [];
  for (let round = 0; round <= rounds; round++) {
    many.push(await exchange(stage, { count, connections: CONNECTIONS }));
    single.push(await exchange(stage, { count: Math.ceil(count / SINGLE_SHARE), connections: 1 }));
  }
  const exchanged = (await stage.ours.process.ask('size')) - before;
  say('calls, one by one, timed inside the companion …');
  const auth = await timeCalls(stage, { rounds, count: Math.ceil(count / SINGLE_SHARE) });
  const { leaves } = await readLedger(stage.ours);
  const sent = [...many, ...single].reduce((sum, figures) => sum + figures.count, 0);
  return {
    name: 'exchange',
    rows: rowsOf({ many: many.slice(1), single: single.slice(1), auth: auth.slice(1) }),
    ratios: { auth_ms_per_call: rowOf(auth.slice(1)).value },
    checks: [
      { claim: `${exchanged} grants stand in the ledger for ${sent} exchanges`, holds: exchanged === sent },
      { claim: `the ledger of ${leaves} leaves verifies from end to end`, holds: true },
    ],
    conditions: {
      ...stage.ours.durability,
      exchange:
        'an RS256 access token, a proof of possession, an ES256 grant, and grant.issued durable before the answer',
      authentication: 'grant and proof with the signed intent verified, groups and rule looked up; caches warm',
    },
  };
}

async function exchange(
  { load, ours }: Stage,
  { count, connections }: { readonly count: number; readonly connections: number },
): Promise<LoadFigures> {
  const tokens = await ours.tokens(count);
  const companion = new URL(ours.url).origin;
  return load.ask('exchange', { companion, connection: CONNECTION, tokens, clients: CLIENTS, connections });
}

/** Of each round, the milliseconds that the median call spent on authentication. */
async function timeCalls(
  { load, ours }: Stage,
  { rounds, count }: { readonly rounds: number; readonly count: number },
): Promise<readonly number[]> {
  const medians: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const to = { url: ours.url, grant: await ours.grant() };
    await load.ask('call', { to, operation: 'embeddings', first: round * count, count, connections: 1 });
    medians.push(quantile(await ours.process.ask('authTimes'), 0.5));
  }
  return medians;
}

interface Taken {
  readonly many: readonly LoadFigures[];
  readonly single: readonly LoadFigures[];
  readonly auth: readonly number[];
}

function rowsOf({ many, single, auth }: Taken): readonly Row[] {
  const perSecond = many.map(({ count, seconds }) => count / seconds);
  const p50 = single.map(({ p50Ms }) => p50Ms);
  return [
    roundsRow({ subject: 'sallyport', metric: 'exchanges, 32 at once', unit: '1/s', rounds: perSecond }),
    roundsRow({ subject: 'sallyport', metric: 'one exchange, p50', unit: 'ms', rounds: p50 }),
    rowOf(auth),
  ];
}

function rowOf(rounds: readonly number[]): Row {
  return roundsRow({ subject: 'sallyport', metric: 'authentication of a call, p50', unit: 'ms', rounds });
}
