import { TURNS } from './conversation.ts';
import type { GuardStage } from './guard-stage.ts';
import { plantedRequest, type Workload } from './workloads.ts';

/** How much was called. */
export interface GuardCounts {
  readonly rounds: number;
  readonly count: number;
  readonly batches: number;
  readonly turns: number;
  /** Calls over which the memory was watched. */
  readonly watched: number;
}

/** What the figures of the guard depend on: the database's durability, what is sent, and how the peers were made. */
export function guardConditions({ ours }: GuardStage, counts: GuardCounts): Readonly<Record<string, string>> {
  const { rounds, count, batches, turns, watched } = counts;
  const bytes = (workload: Workload): number => JSON.stringify(plantedRequest(workload, 1).body).length;
  return {
    ...ours.durability,
    'size of a body': `chat completion ${bytes('chat')} bytes, embeddings ${bytes('embeddings')} bytes`,
    'a conversation': `${TURNS} turns, each of which sends all before it again`,
    calls: `${count} chat completions, ${batches} batches and ${turns} turns of a client in a round, one at a time; ${watched} for the memory`,
    rounds: `${rounds}, and one before them to warm up; every client in a process of its own`,
    sallyport: 'spool on disk, intents signed, receipts verified, events delivered; the companion detects again',
    'redactum 1.1.0': 'createOpenAIAdapter().createClientWrapper(client), as it comes, around the same openai client',
    '@openai/guardrails 0.2.1':
      'its client with Contains PII before a call, masking, all entities; on its own openai 4',
  };
}
