/** The 64 characters, RFC 4648 §5. */
export const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const BASE64URL_CODES = new TextEncoder().encode(BASE64URL);
const ASCII_DECODER = new TextDecoder();

/** As `toBase64url`, in plain JavaScript: where the runtime has nothing that does it. */
export function encodeBase64url(bytes: Uint8Array): string {
  // Character codes, decoded at the end: hundreds of short strings put together would cost far more.
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    // Past the end of the array, writing does nothing.
    codes[at++] = BASE64URL_CODES[group >> 18] ?? 0;
    codes[at++] = BASE64URL_CODES[(group >> 12) & 63] ?? 0;
    codes[at++] = BASE64URL_CODES[(group >> 6) & 63] ?? 0;
    codes[at++] = BASE64URL_CODES[group & 63] ?? 0;
  }
  return ASCII_DECODER.decode(codes);
}
