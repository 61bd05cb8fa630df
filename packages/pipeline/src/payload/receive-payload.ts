import { SallyportError } from '@sallyport/core';
import { HeldBytes } from './held-bytes.ts';
import { heldPayload, type Payload } from './payload.ts';
import type { Scratch } from './scratch.ts';

/**
 * Takes in a body as it comes: a small one stays in memory, a large one goes into an encrypted temporary file. Raises
 * `body_too_large` past the limit, `temporary_storage`, and whatever the body raises.
 */
export async function receivePayload(body: AsyncIterable<Uint8Array>, scratch: Scratch): Promise<Payload> {
  const { heldBytes, limitBytes } = scratch.options;
  const source = body[Symbol.asyncIterator]();
  const held = new HeldBytes();
  try {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      held.append(next.value);
      if (held.length > limitBytes) throw new SallyportError('body_too_large');
      if (held.length > heldBytes) return await spill(held, { source, scratch });
    }
  } catch (cause) {
    await source.return?.();
    throw cause;
  }
  return heldPayload(held.bytes);
}

async function spill(
  held: HeldBytes,
  { source, scratch }: { readonly source: AsyncIterator<Uint8Array>; readonly scratch: Scratch },
): Promise<Payload> {
  const file = await scratch.create();
  await file.write(held.bytes);
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    if (file.length + next.value.length > scratch.options.limitBytes) throw new SallyportError('body_too_large');
    await file.write(next.value);
  }
  await file.finish();
  return file;
}
