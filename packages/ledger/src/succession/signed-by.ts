import { checkSignature, type Note } from '../checkpoint/note.ts';
import type { VerifierKey } from '../checkpoint/verifier-key.ts';

/** Tells whether one of the keys signed a note, and none that it names did not. */
export async function isSignedByOneOf(note: Note, keys: readonly VerifierKey[]): Promise<boolean> {
  const findings = await Promise.all(keys.map((key) => checkSignature(note, key)));
  return findings.includes('signed') && !findings.includes('forged');
}
