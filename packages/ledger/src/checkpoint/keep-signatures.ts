import { toBase64 } from '../encoding/base64.ts';
import { joinBytes } from '../encoding/bytes.ts';
import { type NoteSignature, parseNote } from './note.ts';
import { isKeyOf, type VerifierKey } from './verifier-key.ts';

/**
 * A note with the signature lines of these keys alone, in the order they stood; those of strangers are left out. Verifies nothing.
 * What is no note, or bears none of them, gives `undefined`.
 */
export function keepSignatures(note: string, keys: readonly VerifierKey[]): string | undefined {
  const parsed = parseNote(note);
  const kept = parsed?.signatures.filter((signature) => keys.some((key) => isKeyOf(key, signature))) ?? [];
  return parsed === undefined || kept.length === 0 ? undefined : `${parsed.text}\n${kept.map(lineOf).join('')}`;
}

function lineOf({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(joinBytes([keyId, signature]))}\n`;
}
