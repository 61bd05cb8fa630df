// A process that has one detector, and reads with it what it is asked to. It imports the detector at the first question that needs it.
import { createHash } from 'node:crypto';
import { BenchFailure } from '../bench-failure.ts';
import { answerParent } from '../process/answer-parent.ts';
import { cpuMicros, memoryUsage } from '../process/usage.ts';
import { DETECTORS, type Detector } from './detectors.ts';
import { readExampleNotes } from './example-notes.ts';
import { type TextOrder, textsOf } from './texts.ts';

/** What a detector's process is asked. */
export type DetectorProcess = typeof handlers;

/** What reading the texts of an order took. */
export interface Reading {
  readonly seconds: number;
  /** Processor time of the whole process, the threads of the garbage collection too. */
  readonly cpuSeconds: number;
  readonly texts: number;
  /** In UTF-8. */
  readonly bytes: number;
  /** Texts in which something was found. */
  readonly found: number;
  /** SHA-256 of the texts, in hexadecimal. */
  readonly digest: string;
}

let loaded: Promise<Detector> | undefined;

function detector(): Promise<Detector> {
  const load = Object.entries(DETECTORS).find(([name]) => name === process.argv[2])?.[1];
  if (load === undefined) throw new BenchFailure('there is no such detector');
  loaded ??= load();
  return loaded;
}

async function read(order: TextOrder): Promise<Reading> {
  const texts = textsOf(order, await readExampleNotes());
  const all = texts.join('\0');
  const detect = await detector();
  globalThis.gc?.();
  const cpuBefore = await cpuMicros();
  const start = performance.now();
  let found = 0;
  for (const text of texts) {
    const answer = detect(text);
    // A detector that answers at once is not made to wait.
    if (typeof answer === 'boolean' ? answer : await answer) found += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  const cpuSeconds = ((await cpuMicros()) - cpuBefore) / 1e6;
  const bytes = Buffer.byteLength(all) - texts.length + 1;
  return { seconds, cpuSeconds, texts: texts.length, bytes, found, digest: sha256(all) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const handlers = {
  /** Imports the detector and reads one text: milliseconds. */
  first: async (text: string): Promise<number> => {
    const start = performance.now();
    const detect = await detector();
    await detect(text);
    return performance.now() - start;
  },
  read,
  memory: memoryUsage,
  /** The most this process has had in memory so far, in bytes. */
  peak: async (): Promise<number> => process.resourceUsage().maxRSS * 1024,
};

answerParent(handlers);
