const CHARACTERS = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of base64 (RFC 4648 §4) in its one spelling: padded, without white space, its last bits zero. `undefined` of anything else. */
export function readBase64(text: string): Uint8Array | undefined {
  if (text.length === 0 || text.length % 4 !== 0 || !CHARACTERS.test(text)) return undefined;
  const decoded = atob(text);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return isCanonical(text, bytes) ? bytes : undefined;
}

/** How many bytes a text of base64 has, before it is decoded. */
export function base64Length(text: string): number {
  return (text.length / 4) * 3;
}

/** Two spellings of the same last byte would be two bodies for one picture. */
function isCanonical(text: string, bytes: Uint8Array): boolean {
  const rest = bytes.length % 3;
  if (rest === 0) return !text.endsWith('=');
  const last = String.fromCharCode(...bytes.subarray(bytes.length - rest));
  return text.endsWith(btoa(last));
}
