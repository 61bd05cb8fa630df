import { median } from '../report/median.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { ALL_SHAPES, type Shape } from './adversarial.ts';
import { nanosPerByte } from './detect-rows.ts';
import type { DetectorName } from './detectors.ts';
import { type DetectorChild, readWithin, startDetector } from './start-detector.ts';
import type { TextOrder } from './texts.ts';

/** What ours took for adversarial inputs. */
export interface WorstCase {
  readonly rows: readonly Row[];
  /** Time per byte: of the worst input, over that of ordinary notes. */
  readonly ratio: number;
}

const SIZES = [
  [50_000, '50 KB'],
  [1_000_000, '1 MB'],
] as const;
/** The numbers of the rounds of notes that no other measurement reads. */
const FIRST_ROUND = 1000;
const SUBJECT = 'sallyport';
/** A peer gets no more than this for one input, in seconds. */
const LIMIT = 10;

interface Input {
  readonly metric: string;
  readonly order: (round: number) => TextOrder;
}

/** Measures ours, in turn with ordinary notes; a round before the first warms up. */
export async function measureAdversarial(child: DetectorChild, rounds: number): Promise<WorstCase> {
  const notes: Input = {
    metric: 'notes, beside these',
    order: (round) => ({ kind: 'notes', round: FIRST_ROUND + round }),
  };
  const measured = [notes, ...SIZES.flatMap(inputsOf)].map((input) => ({ ...input, nanos: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { order, nanos } of measured) {
      const took = nanosPerByte(await child.ask('read', order(round)));
      if (round > 0) nanos.push(took);
    }
  }
  const [ordinary = Number.NaN, ...adversarial] = measured.map(({ nanos }) => median(nanos));
  return {
    rows: measured.map(({ metric, nanos }) => roundsRow({ subject: SUBJECT, metric, unit: 'ns/byte', rounds: nanos })),
    ratio: Math.max(...adversarial) / ordinary,
  };
}

/** Measures a peer once, each input within a time limit. What is too slow at 50 KB is not tried at 1 MB. */
export async function measurePeerAdversarial(name: DetectorName): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const shape of ALL_SHAPES) {
    const child = await startDetector(name);
    await child.ask('read', { kind: 'notes', round: FIRST_ROUND });
    for (const size of SIZES) {
      const { metric, order } = inputOf(shape, size);
      const reading = await readWithin(child, { order: order(0), seconds: LIMIT });
      rows.push(
        reading === undefined
          ? { subject: name, metric: `${metric}: stopped, over`, value: LIMIT, unit: 's' }
          : { subject: name, metric, value: nanosPerByte(reading), unit: 'ns/byte' },
      );
      if (reading === undefined) break;
    }
    await child.kill();
  }
  return rows;
}

function inputsOf(size: (typeof SIZES)[number]): readonly Input[] {
  return ALL_SHAPES.map((shape) => inputOf(shape, size));
}

function inputOf(shape: Shape, [size, words]: (typeof SIZES)[number]): Input {
  return {
    metric: `${words}, ${shape}`,
    order: (round) => ({ kind: 'adversarial', shape, size, number: round }),
  };
}
