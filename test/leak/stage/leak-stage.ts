import { join } from 'node:path';
import type { CallSummary } from '@sallyport/guard';
import OpenAI from '@sallyport/openai';
import { findSentinels, freePort, type Sentinel } from '@sallyport/testkit';
import PlainOpenAI from 'openai';
import { type StackOptions, startStack } from '../../stack/start-stack.ts';
import { listenToProcess } from './listen-to-process.ts';
import { changedFiles, readableText, readFolder } from './read-folder.ts';
import { startRecordingProxy } from './recording-proxy.ts';

/** Texts by the place they were found in. */
export type Places = ReadonlyMap<string, Buffer | string>;

/** A door, with the client that goes by it and a raw way in. Paths are below `/v1`: `/embeddings`. */
export interface DoorUnderTest {
  readonly client: PlainOpenAI;
  send(path: string, init: RequestInit): Promise<Response>;
}

/** A stack on which everything that leaves the caller is recorded. */
export type LeakStage = Awaited<ReturnType<typeof startLeakStage>>;

/** Starts a stack with a recording proxy between the doors and an ear on the process. */
export async function startLeakStage(options: StackOptions = {}) {
  const port = await freePort();
  // Proofs of possession name the URL that the client calls, so that is the companion's public one.
  const stack = await startStack({ ...options, publicUrl: `http://127.0.0.1:${port}` });
  const ear = listenToProcess();
  const proxy = await startRecordingProxy(stack.companion.url, port);
  const summaries: CallSummary[] = [];
  const atStart = await readFolder(stack.folder);
  const token = await stack.identityProvider.issueToken({ expiresIn: 3600 });
  const settings = {
    ...stack.settings,
    companion: proxy.url,
    spoolFolder: join(stack.folder, 'spool'),
    onCall: (summary: CallSummary) => summaries.push(summary),
  };

  const guardedClient = new OpenAI({ maxRetries: 0, sallyport: settings });
  const guarded: DoorUnderTest = {
    client: guardedClient,
    send: (path, init) =>
      (Reflect.get(guardedClient, 'fetch') as typeof fetch)(`https://api.openai.com/v1${path}`, init),
  };
  const baseURL = `${stack.companion.url}/c/openai/v1`;
  const plain: DoorUnderTest = {
    client: new PlainOpenAI({ baseURL, apiKey: token, maxRetries: 0 }),
    send: (path, init) => {
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
      return fetch(`${baseURL}${path}`, { ...init, headers });
    },
  };
  const live = (): Places =>
    new Map<string, Buffer | string>([
      [
        'provider',
        stack.provider.requests
          .map((one) => `${one.method} ${one.path}\n${JSON.stringify(one.headers)}\n${one.body.toString()}`)
          .join('\n\n'),
      ],
      ['inner door to companion', proxy.sent()],
      ['companion to inner door', proxy.returned()],
      ['companion log', stack.log()],
      ['process output', ear.heard()],
      ['onCall summaries', JSON.stringify(summaries)],
    ]);
  return {
    stack,
    proxy,
    settings,
    token,
    doors: { guarded, plain },
    /** What was seen so far where text passes. */
    live,
    /** What was written down: events, exported ledger, and every file of the stack that changed. */
    written: async (): Promise<Places> => {
      const events = JSON.stringify(await stack.leaves());
      const files = changedFiles(atStart, await readFolder(stack.folder, ['root.key', 'sallyport.yaml']));
      const texts = [...files].map(([path, bytes]) => [`file ${path}`, readableText(bytes)] as const);
      return new Map<string, Buffer | string>([['ledger events', events], ...texts]);
    },
    close: async () => {
      ear.stop();
      await proxy.close();
      await stack.close();
    },
  };
}

/** What of `now` was not there `before`: texts only grow. */
export function since(before: Places, now: Places): Places {
  return new Map([...now].map(([place, text]) => [place, text.slice(before.get(place)?.length ?? 0)]));
}

/** The sentinels that can be read in each place; a place without any is left out. */
export function leaksIn(places: Places, sentinels: readonly Sentinel[]): Readonly<Record<string, readonly string[]>> {
  const found = [...places].map(([place, text]) => [place, findSentinels(text, sentinels)] as const);
  return Object.fromEntries(found.filter(([, names]) => names.length > 0));
}
