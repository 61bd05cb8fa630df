import { createHmac, timingSafeEqual } from 'node:crypto';
import { SallyportError } from '@sallyport/core';

/** What Slack signed, and with which headers. */
export interface SlackSigned {
  readonly signature: string | undefined;
  /** Seconds since the Unix epoch. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
}

/** How far from now what is signed may be, in seconds. */
export const SLACK_TOLERANCE_S = 300;

/**
 * Verifies that Slack signed a request (Slack, "Verifying requests from Slack"): `v0=` and the hex of HMAC-SHA256 over `v0:timestamp:body`,
 * with one of the secrets, within five minutes of now, in milliseconds. Raises `signature_invalid`.
 */
export function verifySlackSignature(
  { signature = '', timestamp = '', body }: SlackSigned,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): void {
  const wellFormed = /^v0=[0-9a-f]{64}$/.test(signature) && /^\d{1,12}$/.test(timestamp);
  const fresh = Math.abs(now / 1000 - Number(timestamp)) <= SLACK_TOLERANCE_S;
  const given = Buffer.from(signature.slice(3), 'hex');
  const signed = (secret: string) => createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  if (wellFormed && fresh && secrets.some((secret) => secret !== '' && timingSafeEqual(signed(secret), given))) return;
  throw new SallyportError('signature_invalid');
}
