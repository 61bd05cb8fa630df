import type { BenchResult } from '../report/result.ts';
import { say } from '../report/say.ts';
import { readLedger } from '../servers/read-ledger.ts';
import { callInTurn, type GuardMeasured } from './call-in-turn.ts';
import { leftByClients, positionChecks, positionRows, rawPositions } from './check-positions.ts';
import { TURNS } from './conversation.ts';
import { evidenceChecks, timedChecks } from './guard-checks.ts';
import { guardConditions } from './guard-conditions.ts';
import { addedRatio, flushRow, latencyRows, partRows, processorRows } from './guard-rows.ts';
import type { GuardStage } from './guard-stage.ts';
import { watchClientMemory } from './watch-client-memory.ts';
import type { Workload } from './workloads.ts';

/** How long it is measured. */
export interface GuardSize {
  /** One more warms up. */
  readonly rounds: number;
  /** Chat completions of a client in a round. */
  readonly count: number;
}

const CHAT = 'chat completion, 2 KB';
const EMBEDDINGS = 'embeddings, 32 × 1 KB';
const CONVERSATION = `conversation, ${TURNS} turns of 2 KB`;
/** A batch is sixteen times a prompt, and takes as much longer. */
const EMBEDDINGS_SHARE = 10;
/** The memory is watched over so many rounds' worth of chat completions: 10,000 calls by default. */
const MEMORY_ROUNDS = 20;
/** Chat completions and embeddings have no number in common, for they are made of the notes of their number. */
const FIRST_BATCH = 1_000_000;
const FIRST_TURN = 100_000 * TURNS;

/** Compares ours, with everything on, with the plain client and with other wrappers of it. */
export async function compareClients(stage: GuardStage, { rounds, count }: GuardSize): Promise<BenchResult> {
  const before = await readLedger(stage.ours);
  const batches = Math.ceil(count / EMBEDDINGS_SHARE);
  const chatPlan = { workload: 'chat', rounds, count, first: 1 } as const;
  const batchPlan = { workload: 'embeddings', rounds, count: batches, first: FIRST_BATCH + 1 } as const;
  const turns = TURNS * Math.ceil(batches / TURNS);
  const turnPlan = { workload: 'conversation', rounds, count: turns, first: FIRST_TURN } as const;
  say('planted positions …');
  const left = [
    ...(await leftByClients(stage, { workload: 'chat', first: 0 })),
    ...(await leftByClients(stage, { workload: 'embeddings', first: FIRST_BATCH })),
  ];
  say(`${CHAT}, in turn …`);
  const chat = await callInTurn(stage, chatPlan);
  say(`${EMBEDDINGS}, in turn …`);
  const embeddings = await callInTurn(stage, batchPlan);
  say(`${CONVERSATION}, in turn …`);
  const conversation = await callInTurn(stage, turnPlan);
  const watched = MEMORY_ROUNDS * count;
  say(`${watched} chat completions of ours, and its memory …`);
  const memory = await watchClientMemory(stage, { calls: watched, first: 1 + (rounds + 1) * count });
  say('delivering events, exporting, recounting and verifying the ledger …');
  const delivered = (await stage.clients.get('sallyport')?.ask('flush')) ?? false;
  const calls = 2 + (rounds + 1) * (count + batches + turns) + watched;
  return {
    name: 'guard',
    rows: [
      ...rowsOf(chat, CHAT),
      ...rowsOf(embeddings, EMBEDDINGS),
      ...rowsOf(conversation, CONVERSATION),
      ...positionRows(left),
      ...memory.rows,
    ],
    ratios: { ...ratiosOf({ chat, embeddings, conversation }), ...memory.ratios },
    checks: [
      ...positionChecks(left),
      ...timedChecks(chat, { what: CHAT, count }),
      ...timedChecks(embeddings, { what: EMBEDDINGS, count: batches }),
      ...timedChecks(conversation, { what: CONVERSATION, count: turns }),
      ...memory.checks,
      ...evidenceChecks({ before, after: await readLedger(stage.ours), calls, delivered }),
    ],
    conditions: { ...guardConditions(stage, { rounds, count, batches, turns, watched }), ...rawPositions(left) },
  };
}

function rowsOf(measured: readonly GuardMeasured[], what: string): BenchResult['rows'] {
  return [
    ...latencyRows(measured, what),
    ...partRows(measured, what),
    flushRow(measured, what),
    ...processorRows(measured, what),
  ];
}

function ratiosOf({
  chat,
  embeddings,
  conversation,
}: Readonly<Record<Workload, readonly GuardMeasured[]>>): BenchResult['ratios'] {
  const name = 'sallyport';
  return {
    added_p50_vs_redactum: addedRatio(chat, { name, than: 'redactum' }),
    added_p50_vs_redactum_embeddings: addedRatio(embeddings, { name, than: 'redactum' }),
    added_p50_vs_redactum_conversation: addedRatio(conversation, { name, than: 'redactum' }),
    added_p50_vs_openai_guardrails: addedRatio(chat, { name, than: 'openai guardrails' }),
  };
}
