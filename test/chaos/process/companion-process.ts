// A companion in a process of its own. It says where each request stands, and freezes where it is to be struck.
import { subscribe } from 'node:diagnostics_channel';
import { readSync, writeSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import { loadConfig, startCompanion } from '@sallyport/companion';
import type { Place } from '../plan/place.ts';
import type { Aim } from '../plan/strike.ts';
import { type CompanionOrder, RELEASE_FD } from './orders.ts';

const BESIDE_CALLS: Readonly<Record<string, Place>> = { '/oauth/token': 'token', '/v1/events': 'events' };

let aim: Aim | undefined;
let entries = 0;
let serial = 0;

process.on('message', (order: CompanionOrder) => {
  if ('aim' in order) {
    aim = order.aim;
    entries = 0;
  } else void start(order.start);
});
process.once('disconnect', () => process.exit());
// Left to itself that is done at the end, which never comes.
flushCompileCache();
subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
  const place = BESIDE_CALLS[request.url ?? ''];
  const id = place === undefined ? request.headers['sallyport-correlation'] : `${place}-${serial++}`;
  if (id === undefined) return;
  response.once('close', () => say(`leave ${id}`));
  if (place !== undefined) enter(place, String(id));
});

async function start({ configFile, databaseUrl }: { readonly configFile: string; readonly databaseUrl: string }) {
  await startCompanion({ config: await loadConfig(configFile), databaseUrl, trace: enter });
  say('ready');
}

function enter(place: Place, id: string): void {
  say(`enter ${place} ${id}`);
  if (aim?.place !== place || ++entries < aim.count) return;
  const { delayMs } = aim;
  aim = undefined;
  if (delayMs === 0) freeze();
  else setTimeout(freeze, delayMs);
}

/** Stands still in the middle of what it does, until it is killed or let go. */
function freeze(): void {
  say('frozen');
  readSync(RELEASE_FD, Buffer.alloc(1));
}

/** Written by the time it returns, so that no death comes before it. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
