// Runs in a thread of its own and looks at what it is sent, in order.
import { parentPort } from 'node:worker_threads';
import { asSallyportError, type ErrorCode, type Span } from '@sallyport/core';
import { DEFAULT_DETECT, type DetectorInput } from '@sallyport/pipeline';

/** The texts of one call. */
export type DetectionJob = readonly DetectorInput[];

/** What stands in each, or why nobody can say. */
export type DetectionResult = readonly (readonly Span[])[] | ErrorCode;

// JSON takes half of what a structured clone does, to write and to read.
parentPort?.on('message', async (jobs: string) => {
  parentPort?.postMessage(JSON.stringify(await Promise.all((JSON.parse(jobs) as DetectionJob[]).map(look))));
});

async function look(job: DetectionJob): Promise<DetectionResult> {
  try {
    return await DEFAULT_DETECT(job);
  } catch (cause) {
    return asSallyportError(cause, 'detector_failed').code;
  }
}
