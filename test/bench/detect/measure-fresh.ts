import { inventedNote } from '../load/invented-note.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import type { DetectorName } from './detectors.ts';
import { readWithin, withDetector } from './start-detector.ts';

const MEGABYTE = 1_000_000;
const DOCUMENT = 10_000_000;
/** Nobody gets more than this for the long document, in seconds. */
const LIMIT = 60;
/** The numbers of notes, and of rounds of them, that no other measurement reads. */
const FIRST_NOTE = 90_000_000;
const FIRST_ROUND = 2000;

interface Fresh {
  readonly firstMs: number;
  readonly afterFirst: number;
  readonly afterNotes: number;
}

/** In new processes, one after another: how long until the first result, import included, and what memory detection adds. */
export async function measureFresh(name: DetectorName, rounds: number): Promise<readonly Row[]> {
  const fresh: Fresh[] = [];
  for (let round = 0; round < rounds; round++) fresh.push(await startAndRead(name, round));
  const row = (metric: string, unit: string, figure: (one: Fresh) => number): Row =>
    roundsRow({ subject: name, metric, unit, rounds: fresh.map(figure) });
  return [
    row('first result in a new process', 'ms', ({ firstMs }) => firstMs),
    row('resident memory added by the first note', 'MB', ({ afterFirst }) => afterFirst / MEGABYTE),
    row('resident memory added by 1 MB of notes', 'MB', ({ afterNotes }) => afterNotes / MEGABYTE),
  ];
}

function startAndRead(name: DetectorName, round: number): Promise<Fresh> {
  return withDetector(name, async (child) => {
    const before = await child.ask('memory');
    const firstMs = await child.ask('first', inventedNote(FIRST_NOTE + round));
    const first = await child.ask('memory');
    await child.ask('read', { kind: 'notes', round: FIRST_ROUND + round });
    const notes = await child.ask('memory');
    return { firstMs, afterFirst: first.resident - before.resident, afterNotes: notes.resident - before.resident };
  });
}

/** One document of 10 MB in a new process: seconds, and the most memory the whole process had. */
export function measureDocument(name: DetectorName): Promise<readonly Row[]> {
  return withDetector(name, async (child) => {
    const order = { kind: 'document', size: DOCUMENT, number: 0 } as const;
    const reading = await readWithin(child, { order, seconds: LIMIT });
    const metric = 'a document of 10 MB';
    if (reading === undefined) return [{ subject: name, metric: `${metric}: stopped, over`, value: LIMIT, unit: 's' }];
    return [
      { subject: name, metric, value: reading.seconds, unit: 's' },
      {
        subject: name,
        metric: `${metric}, peak memory of the process`,
        value: (await child.ask('peak')) / MEGABYTE,
        unit: 'MB',
      },
    ];
  });
}
