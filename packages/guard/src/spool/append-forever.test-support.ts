import { writeSync } from 'node:fs';
import { openSpool } from './open-spool.ts';
import { someEvent } from './spool-samples.test-support.ts';

/**
 * A process that appends events of many sizes to the spool in the folder of its first argument until it is killed, and says so of each
 * once it is acknowledged: `+ id`. It also settles some of what it finds there, and says so before: `- id`. Its second argument is
 * the age in milliseconds from which it takes others for gone.
 */
const staleMs = Number(process.argv[3] ?? 60_000);
const spool = await openSpool({ folder: process.argv[2] ?? '', timing: { staleMs, beatMs: staleMs / 4 } });

async function appendForever(): Promise<never> {
  for (let round = 0; ; round++) {
    const event = someEvent(150 + ((round * 7_919) % 4_000));
    await spool.append(event);
    // What is in memory is not meant to outlive the process.
    if (spool.mode === 'disk') writeSync(1, `+ ${event.id}\n`);
  }
}

async function settleForever(): Promise<never> {
  for (;;) {
    const events = await spool.pending({ events: 20, bytes: 100_000 });
    const ids = events.map(({ id }) => id).filter((_, index) => index % 4 > 0);
    for (const id of ids) writeSync(1, `- ${id}\n`);
    await spool.settle(ids);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

await Promise.all([...Array.from({ length: 10 }, appendForever), settleForever()]);
