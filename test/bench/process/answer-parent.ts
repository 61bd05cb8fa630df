import { BenchFailure } from '../bench-failure.ts';
import type { Answer, Handlers, Question } from './questions.ts';

/** Answers the questions that this process's parent asks, each by the handler of its name. Ends the process when the parent has gone. */
export function answerParent(handlers: Handlers): void {
  process.on('message', async ({ number, what, argument }: Question) => {
    const answer = await handlers[what]?.(argument as never).then(
      (value): Answer => ({ number, value }),
      (cause: unknown): Answer => ({ number, failure: describe(cause) }),
    );
    process.send?.(answer ?? { number, failure: `nothing answers ${what}` });
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ ready: true });
}

function describe(cause: unknown): string {
  if (cause instanceof BenchFailure) return cause.message;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
