import { writeSync } from 'node:fs';
import { openDatabase } from '../storage/index.ts';
import { openTestLedger, someFacts } from './ledger-fixture.test-support.ts';

/** A process that appends to the log in the folder of its first argument until it is killed, and says so of each event once it is acknowledged. */
const ledger = await openTestLedger(await openDatabase({ dataDir: process.argv[2] ?? '' }));
await Promise.all(
  Array.from({ length: 20 }, async () => {
    for (;;) {
      const facts = someFacts();
      const { index } = await ledger.append(facts);
      writeSync(1, `${index} ${facts.id}\n`);
    }
  }),
);
