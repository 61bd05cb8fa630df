import type { MediaType } from '@sallyport/core';

/** What a part of a request says that its attachment is. `silent` says nothing; `undefined` is something that we do not know. */
export type SaidMedia = MediaType | 'silent' | undefined;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Each kind, the names of it that clients write, and its extensions, which formats are named by too. */
const NAMES: readonly (readonly [type: MediaType, aliases: string, extensions: string])[] = [
  ['image/png', '', 'png'],
  ['image/jpeg', 'image/jpg image/pjpeg', 'jpg jpeg jpe'],
  ['image/gif', '', 'gif'],
  ['image/webp', '', 'webp'],
  ['image/tiff', '', 'tif tiff'],
  ['audio/wav', 'audio/x-wav audio/wave audio/vnd.wave', 'wav wave'],
  ['audio/mpeg', 'audio/mp3 audio/mpeg3 audio/x-mpeg audio/mpga', 'mp3 mpga mpeg'],
  ['audio/flac', 'audio/x-flac', 'flac'],
  ['audio/ogg', 'application/ogg audio/opus', 'ogg oga opus'],
  ['audio/mp4', 'audio/m4a audio/x-m4a audio/mp4a-latm', 'm4a'],
  ['audio/webm', '', 'weba'],
  ['video/mp4', 'video/x-m4v', 'mp4 m4v'],
  ['video/webm', '', 'webm'],
  ['application/pdf', 'application/x-pdf', 'pdf'],
  ['application/dicom', '', 'dcm dicom'],
  ['application/zip', 'application/x-zip-compressed application/x-zip', 'zip'],
  [`${OFFICE}.wordprocessingml.document`, '', 'docx'],
  [`${OFFICE}.spreadsheetml.sheet`, '', 'xlsx'],
  [`${OFFICE}.presentationml.presentation`, '', 'pptx'],
];

const words = (list: string): readonly string[] => list.split(' ').filter((word) => word !== '');
const BY_TYPE = new Map(
  NAMES.flatMap(([type, aliases]) => [type, ...words(aliases)].map((name) => [name, type] as const)),
);
const BY_EXTENSION = new Map(NAMES.flatMap(([type, , extensions]) => words(extensions).map((name) => [name, type])));

const UNSAID: ReadonlySet<string> = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

const EXTENSION = /\.([A-Za-z0-9]{1,8})$/;

/** What a media type says (RFC 9110 §8.3.1), its parameters aside. */
export function saidByType(type: string | undefined): SaidMedia {
  const [name = ''] = (type ?? '').toLowerCase().split(';');
  return UNSAID.has(name.trim()) ? 'silent' : BY_TYPE.get(name.trim());
}

/** What the name of a format says: `png`, `wav`. */
export function saidByFormat(format: string): SaidMedia {
  return BY_EXTENSION.get(format.toLowerCase());
}

/** What a file's name says by its extension. */
export function saidByName(name: string): SaidMedia {
  const [, extension] = EXTENSION.exec(name) ?? [];
  return extension === undefined ? 'silent' : saidByFormat(extension);
}

/** The extension that files of a kind of attachment have, without a dot; `bin` of what has none of its own. */
export function extensionOfMedia(type: string): string {
  const [, , extensions = ''] = NAMES.find(([known]) => known === type) ?? [];
  return words(extensions)[0] ?? 'bin';
}

/** Tells whether an extension, its dot included, is that of an attachment. */
export function isMediaExtension(extension: string): boolean {
  return saidByFormat(extension.slice(1)) !== undefined;
}
