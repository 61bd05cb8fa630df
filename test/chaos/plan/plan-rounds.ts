import { randomInt } from 'node:crypto';
import { STAGES, type Stage } from '@sallyport/pipeline';
import { type Place, VICTIMS, type Victim } from './place.ts';
import type { Strike } from './strike.ts';

/** Whom the strikes at the entry of a stage hit, in a round. */
const AT_ENTRY: readonly Victim[] = ['companion', 'companion', 'companion', 'companion', 'client', 'database'];

/** Requests beside calls. A batch of events can be delivered twice, so that has twice the weight. */
const BESIDE_CALLS: readonly Place[] = ['token', 'events', 'events'];

const MOST_ENTRIES = 12;
const LONGEST_DELAY_MS = 12;
const LONGEST_WAIT_MS = 250;

/**
 * Plans rounds of eight strikes each, in random order: six at the very entry of a stage, so that all stages have their turn before one has its next; one while a
 * token is exchanged or events are delivered; and all three at a random moment.
 */
export function planRounds(rounds: number): readonly (readonly Strike[])[] {
  const stages: Stage[] = [];
  const nextStage = (): Stage => {
    if (stages.length === 0) stages.push(...shuffled(STAGES));
    return stages.pop() as Stage;
  };
  return Array.from({ length: rounds }, () => {
    return shuffled([
      ...shuffled(AT_ENTRY).map((victim) => atEntry(victim, nextStage())),
      besideCalls(),
      atAnyTime(VICTIMS),
    ]);
  });
}

function atEntry(victim: Victim, place: Place): Strike {
  return { victims: [victim], when: { aim: { place, count: randomInt(1, MOST_ENTRIES), delayMs: 0 } } };
}

function besideCalls(): Strike {
  const aim = { place: pick(BESIDE_CALLS), count: 1, delayMs: randomInt(LONGEST_DELAY_MS) };
  return { victims: [pick(['companion', 'database'] as const)], when: { aim } };
}

function atAnyTime(victims: readonly Victim[]): Strike {
  return { victims, when: { afterMs: randomInt(LONGEST_WAIT_MS) } };
}

function pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
  return items[randomInt(items.length)] as T;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
