import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isSallyportError } from '@sallyport/core';
import { openSpool } from './open-spool.ts';
import { allPending, idsOf, someEvent } from './spool-samples.test-support.ts';

/**
 * A process that fills the small disk in the folder of its first argument: with a file of half a MiB, and with events until one is refused.
 * Then it makes room again, closes the spool and opens it anew. It prints what it saw.
 */
const folder = join(process.argv[2] ?? '', 'spool');
const filler = join(process.argv[2] ?? '', 'filler');
await writeFile(filler, Buffer.alloc(524_288)).catch(() => undefined);
const spool = await openSpool({ folder, maxMemoryEvents: 40, timing: { retryMs: 1_000_000 } });
const modes = [spool.mode];
const acknowledged: string[] = [];
const reservation = spool.reserve();
const refusal = (await fill(5, 500)) ?? (await fill(200, 8_000));
modes.push(spool.mode);
const outcome = someEvent(8_000);
await reservation.append(outcome);
acknowledged.push(outcome.id);
const whileFull = idsOf(await allPending(spool));
await makeRoom();
await spool.close();
const next = await openSpool({ folder });
modes.push(next.mode);
const report = {
  acknowledged: acknowledged.sort(),
  modes,
  refusal,
  whileFull,
  afterwards: idsOf(await allPending(next)),
};
await next.close();
process.stdout.write(JSON.stringify(report));

/** Gives the code of the refusal. */
async function fill(count: number, bytes: number): Promise<string | undefined> {
  for (let done = 0; done < count; done++) {
    const event = someEvent(bytes);
    try {
      await spool.append(event);
      acknowledged.push(event.id);
    } catch (error) {
      return isSallyportError(error) ? error.code : 'another error';
    }
  }
  return undefined;
}

/** On the disk that is a mount; where it is a limit on the length of files, by raising that. */
async function makeRoom(): Promise<void> {
  await rm(filler, { force: true });
  const raise = ['--pid', String(process.pid), '--fsize=unlimited:'];
  await promisify(execFile)('prlimit', raise).catch(() => undefined);
}
