import { SallyportError, untilAborted } from '@sallyport/core';
import type { Detect } from '@sallyport/pipeline';
import { type JobCodec, JobThreads, threadFile } from '../threads/index.ts';
import type { DetectionJob, DetectionResult } from './detection-worker.ts';

const IN_JSON: JobCodec<DetectionJob, DetectionResult> = {
  write: (jobs) => ({ message: JSON.stringify(jobs) }),
  read: (answer) => JSON.parse(answer as string) as readonly DetectionResult[],
};

const DETECTION = { file: threadFile('detection-worker', import.meta.url), codec: () => IN_JSON };

/** Detection by `@sallyport/phi` in other threads, on other cores: a long text keeps no other call waiting. */
export class DetectionThreads {
  readonly #threads: JobThreads<DetectionJob, DetectionResult>;

  constructor(count: number) {
    this.#threads = new JobThreads(DETECTION, { count, worthWaking: 1 });
  }

  /** Raises `cancelled` where nobody waits any more, and `detector_failed` where its thread ends. */
  readonly detect: Detect = async (inputs, { signal } = {}) => {
    const result = await untilAborted(this.#ask(inputs), signal);
    if (typeof result === 'string') throw new SallyportError(result);
    return result;
  };

  #ask(job: DetectionJob): Promise<DetectionResult> {
    return this.#threads.ask(job).catch(() => 'detector_failed' as const);
  }

  /** Ends the threads; what they have in hand is refused. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
