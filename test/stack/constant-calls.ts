import { setTimeout as wait } from 'node:timers/promises';

/** Calls that go on beside a test. */
export interface ConstantCalls {
  /** Resolves once so many more have ended, well or not. */
  more(count: number): Promise<void>;
  /** Ends them, and gives how many went well and what the others failed with. */
  stop(): Promise<{ readonly succeeded: number; readonly failures: readonly unknown[] }>;
}

/** Calls again and again, `width` at a time. */
export function constantCalls(call: () => Promise<unknown>, width = 4): ConstantCalls {
  const failures: unknown[] = [];
  let succeeded = 0;
  let going = true;
  const callOn = async (): Promise<void> => {
    while (going) {
      await call().then(
        () => {
          succeeded += 1;
        },
        (reason: unknown) => failures.push(reason),
      );
    }
  };
  const callers = Promise.all(Array.from({ length: width }, callOn));
  return {
    more: async (count) => {
      const goal = succeeded + failures.length + count;
      while (succeeded + failures.length < goal) await wait(5);
    },
    stop: async () => {
      going = false;
      await callers;
      return { succeeded, failures };
    },
  };
}
