import type { Shape } from '../shape.ts';
import { ERROR_RESPONSE } from './error-response.ts';
import type { EventShapes } from './event-shapes.ts';
import { RUN } from './run.ts';
import { ENDED_STEP, RUN_STEP, STEP_DELTA } from './run-step.ts';
import { ENDED_MESSAGE, MESSAGE_DELTA, THREAD_MESSAGE } from './thread-message.ts';
import { THREAD } from './threads.ts';

/** The same shape for several events of one object. */
function each(prefix: string, names: readonly string[], shape: Shape): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [`${prefix}.${name}`, shape]));
}

/** The events of a run (beta), named by their `event` field. */
export const RUN_EVENTS: EventShapes = {
  named: {
    'thread.created': THREAD,
    ...each(
      'thread.run',
      [
        'created',
        'queued',
        'in_progress',
        'requires_action',
        'completed',
        'incomplete',
        'failed',
        'cancelling',
        'cancelled',
        'expired',
      ],
      RUN,
    ),
    ...each('thread.run.step', ['created', 'in_progress'], RUN_STEP),
    'thread.run.step.delta': STEP_DELTA,
    ...each('thread.run.step', ['completed', 'failed', 'cancelled', 'expired'], ENDED_STEP),
    ...each('thread.message', ['created', 'in_progress'], THREAD_MESSAGE),
    'thread.message.delta': MESSAGE_DELTA,
    ...each('thread.message', ['completed', 'incomplete'], ENDED_MESSAGE),
  },
  others: ERROR_RESPONSE,
};
