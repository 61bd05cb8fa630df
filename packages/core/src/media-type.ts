/** What an attachment may be: a picture, sound, film or document that is no text. `application/octet-stream` is whatever is none of the others. */
export const MEDIA_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/tiff',
  'audio/wav',
  'audio/mpeg',
  'audio/flac',
  'audio/ogg',
  'audio/mp4',
  'audio/webm',
  'video/mp4',
  'video/webm',
  'application/pdf',
  'application/dicom',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/octet-stream',
] as const;

/** A kind of attachment. */
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What `type/*` may stand for. What nobody knows is none of them: it is named by itself. */
export const MEDIA_RANGES = ['image/*', 'audio/*', 'video/*', 'application/*'] as const;

/** A kind of attachment, or all of one type. */
export type MediaRange = MediaType | (typeof MEDIA_RANGES)[number];

/** Tells whether a kind of attachment is among some that are named. */
export function isNamedMedia(named: readonly string[], type: string): boolean {
  const range = `${type.slice(0, type.indexOf('/'))}/*`;
  return named.includes(type) || (type !== 'application/octet-stream' && named.includes(range));
}

/** The most that the attachments of one call may be: how many, and how many bytes all together. */
export const ATTACHMENT_LIMITS = Object.freeze({ most: 16, bytes: 8_388_608 });

/** An attachment as the ledger has it: what it is, its length, and a commitment to its bytes, an HMAC-SHA256 in base64url. */
export interface AttachmentDetails {
  readonly type: MediaType;
  readonly bytes: number;
  readonly commitment: string;
}
