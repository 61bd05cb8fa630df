import { writeSync } from 'node:fs';
import { systemClock } from '@sallyport/core';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { openDatabase } from '../storage/index.ts';
import { fileSink } from './file/file-sink.ts';
import { startSinks } from './start-sinks.ts';

/**
 * A process that appends to the log in the folder of its first argument, and forwards it to files in the folder of its second, until it is killed;
 * it says so of each event once it is acknowledged.
 */
const [, , dataDir = '', folder = ''] = process.argv;
const database = await openDatabase({ dataDir });
const ledger = await openTestLedger(database);
const sink = fileSink({ name: 'files', folder, maxBytes: 65_536 }, { clock: systemClock });
const log = { warn: () => undefined, error: () => undefined };
startSinks({ sinks: [{ sink, begin: 'start' }], alone: true, database, ledger, log, everyMs: 20 });
for (;;) {
  const { index } = await ledger.append(someFacts());
  writeSync(1, `${index}\n`);
}
