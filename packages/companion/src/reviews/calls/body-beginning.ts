import type { Payload } from '@sallyport/pipeline';

/** What reviewers see of a body, at most: 64 KiB. */
const SHOWN_BYTES = 65_536;

/** The beginning of a body, and whether there is more. Reads no further than that. */
export async function bodyBeginning(body: Payload): Promise<{ readonly bytes: Uint8Array; readonly cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= SHOWN_BYTES) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, SHOWN_BYTES), cut: body.length > SHOWN_BYTES };
}
