import { bodyBytes, type Frame } from '@sallyport/recording';
import { ADMIN_STACK, adminCall, logInWith } from '../../stack/admin-callers.ts';
import { newKey } from '../../stack/proving.ts';
import type { LeakStage } from './leak-stage.ts';

/** What a stage is started with, so that its recordings can be read. */
export const READABLE = ADMIN_STACK;

/** All recordings of a stage, as an auditor reads them: their lines, and the bodies in them. */
export async function readRecordings({ stack, proxy }: LeakStage): Promise<readonly Buffer[]> {
  // Proofs name the public address; the proxy is not to see what auditors read.
  const behind = { ...stack, companion: { ...stack.companion, url: proxy.url } };
  const auditor = await logInWith(behind, ['audit'], await newKey());
  const sessions = (await stack.events()).flatMap(({ metadata, api }) =>
    metadata.event_code === 'session.intent' ? [api.request?.uid] : [],
  );
  const read: Buffer[] = [];
  for (const session of sessions) {
    const path = `/v1/admin/recordings/${session}`;
    const { body } = await adminCall(behind, auditor, { path, origin: stack.companion.url });
    const frames = body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Frame);
    const bodies = frames.flatMap((frame) => (frame.type === 'body' ? [bodyBytes(frame)] : []));
    read.push(Buffer.concat([Buffer.from(body), ...bodies]));
  }
  return read;
}
