import { SallyportError } from '@sallyport/core';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import type { NoteSigner } from '../checkpoint/note-signer.ts';
import { toBase64 } from '../encoding/base64.ts';
import { joinBytes } from '../encoding/bytes.ts';
import { cosignedMessage } from './cosigned-message.ts';

/** Who cosigns, and when. */
export interface Cosigning {
  /** Its key id is `witnessKeyId(name, publicKey)`, as that of `webCryptoWitnessSigner` is. */
  readonly signer: NoteSigner;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * Cosigns a checkpoint's text, what stands over its signatures, and resolves with the line `— name base64(key id ‖ time ‖ signature)`
 * and its newline: C2SP tlog-cosignature, Ed25519. The line may be put under the checkpoint as it is.
 * It says that at `time` this was the largest tree of the log that the witness had seen, and all were prefixes of it: who calls checks that first.
 * Rejects with `SallyportError('internal')` for a text that is no checkpoint or a time that is no whole number of seconds.
 */
export async function cosign(checkpointText: string, { signer, time }: Cosigning): Promise<string> {
  const sound = Number.isSafeInteger(time) && time >= 0 && parseCheckpoint(checkpointText) !== undefined;
  if (!sound) throw new SallyportError('internal');
  const signature = await signer.sign(cosignedMessage(checkpointText, time));
  return `— ${signer.name} ${toBase64(joinBytes([signer.keyId, bigEndian(time), signature]))}\n`;
}

function bigEndian(time: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}
