import { createHash } from 'node:crypto';
import { asSallyportError, joinBytes } from '@sallyport/core';
import { heldPayload, type Intended, type Payload } from '@sallyport/pipeline';
import { sealOriginals } from '@sallyport/recording';

/** What the application wrote, sealed to the auditors: nobody else can read it, this process included. */
export interface SealedOriginal {
  /** SHA-256 of its exact bytes, in base64url: what the intent commits to. */
  readonly digest: string;
  /** Lines of JWE, as they are uploaded; in memory where the body is, and otherwise in an encrypted temporary file. */
  readonly payload: Payload;
}

/**
 * Seals the body of a call as the application wrote it, where policy has it recorded so. One serves for all attempts of the call. Raises
 * `recording_unavailable` where there is nobody to seal it to, and `temporary_storage`.
 */
export async function sealOriginal(exchange: Intended): Promise<SealedOriginal | undefined> {
  const { body, decision, call } = exchange;
  if (decision.recording !== 'sealed') return undefined;
  const lines = sealOriginals(body.read(), {
    recipients: decision.auditors ?? [],
    contentType: call.headers['content-type'],
  });
  try {
    return await (body.bytes === undefined ? intoFile(lines, exchange) : intoMemory(lines));
  } catch (cause) {
    throw asSallyportError(cause, 'recording_unavailable');
  }
}

async function intoMemory(lines: AsyncIterable<Uint8Array>): Promise<SealedOriginal> {
  const held: Uint8Array[] = [];
  for await (const line of lines) held.push(line);
  const bytes = joinBytes(held);
  return { digest: createHash('sha256').update(bytes).digest('base64url'), payload: heldPayload(bytes) };
}

async function intoFile(lines: AsyncIterable<Uint8Array>, { scratch }: Intended): Promise<SealedOriginal> {
  const file = await scratch.create();
  const hash = createHash('sha256');
  for await (const line of lines) {
    hash.update(line);
    await file.write(line);
  }
  await file.finish();
  return { digest: hash.digest('base64url'), payload: file };
}
