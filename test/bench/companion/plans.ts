import type { Options } from '../options.ts';
import type { Stage } from '../servers/open-stage.ts';
import type { Portkey } from '../servers/start-portkey.ts';
import { notesOf, type Plan } from './alternate.ts';
import { portkeyGuarded, portkeyPlain, sallyport, stubAlone } from './subjects.ts';

/** The three comparisons. */
export interface Plans {
  /** Calls a second: embeddings, Portkey doing nothing. */
  readonly plain: Plan;
  /** Calls a second: chat completions, Portkey with one guard. */
  readonly guarded: Plan;
  /** How long one call takes, the stub first. */
  readonly single: Plan;
}

const CONNECTIONS = 32;
/** One call at a time takes longer for as many, and needs fewer. */
const SINGLE_SHARE = 3;

/** Plans the comparisons, so that no note is in two of them. */
export function planComparisons(stage: Stage, portkey: Portkey, { rounds, count }: Options): Plans {
  const ours = sallyport(stage);
  const theirs = portkeyPlain(stage, portkey);
  const many = { connections: CONNECTIONS, rounds, count };
  const single = { connections: 1, rounds, count: Math.ceil(count / SINGLE_SHARE) };
  return {
    plain: { ...many, operation: 'embeddings', subjects: [ours, theirs], first: 0 },
    guarded: { ...many, operation: 'chat', subjects: [ours, portkeyGuarded(stage, portkey)], first: notesOf(many) },
    single: {
      ...single,
      operation: 'embeddings',
      subjects: [stubAlone(stage), ours, theirs],
      first: 2 * notesOf(many),
    },
  };
}
