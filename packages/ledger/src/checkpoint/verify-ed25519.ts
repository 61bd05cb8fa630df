/** Tells whether a key signed the data: Ed25519, RFC 8032 §5.1.7. A key that is no point of the curve verifies nothing. Never rejects. */
export async function verifyEd25519(
  { publicKey }: { readonly publicKey: Uint8Array },
  signature: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), data);
  } catch {
    return false;
  }
}
