import type { MediaType } from '@sallyport/core';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** How a file of each kind begins, with some bytes behind that are no text. */
export const SAMPLES: readonly (readonly [type: MediaType, name: string, bytes: Uint8Array])[] = (
  [
    ['image/png', 'a.png', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'],
    ['image/jpeg', 'a.jpg', '\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0'],
    ['image/gif', 'a.gif', 'GIF89a\u0001\0\u0001\0'],
    ['image/webp', 'a.webp', 'RIFF\u0024\0\0\0WEBPVP8 '],
    ['image/tiff', 'a.tif', 'II*\0\b\0\0\0'],
    ['audio/wav', 'a.wav', 'RIFF\u0024\0\0\0WAVEfmt '],
    ['audio/mpeg', 'a.mp3', 'ID3\u0004\0\0\0\0\0\u0000'],
    ['audio/flac', 'a.flac', 'fLaC\0\0\0\u0022'],
    ['audio/ogg', 'a.ogg', 'OggS\0\u0002'],
    ['audio/mp4', 'a.m4a', '\0\0\0\u001cftypM4A \0\0\0\0'],
    ['audio/webm', 'a.weba', '\u001a\u0045\u00df\u00a3\u0042\u0082\u0084webm'],
    ['video/mp4', 'a.mp4', '\0\0\0\u001cftypisom\0\0\u0002\0'],
    ['video/webm', 'a.webm', '\u001a\u0045\u00df\u00a3\u0042\u0082\u0084webm'],
    ['application/pdf', 'a.pdf', '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'],
    ['application/dicom', 'a.dcm', `${'\0'.repeat(128)}DICM\u0002\0`],
    ['application/zip', 'a.zip', 'PK\u0003\u0004\u0014\0'],
    [`${OFFICE}.wordprocessingml.document`, 'a.docx', 'PK\u0003\u0004\u0014\0'],
  ] as const
).map(([type, name, begin]) => [type, name, bytesOf(`${begin}\0\u00ff\u00fe\u0080sentinel`)] as const);

/** The sample of a kind. */
export function sample(type: MediaType): Uint8Array {
  return SAMPLES.find(([one]) => one === type)?.[2] ?? new Uint8Array();
}

/** A sample in base64. */
export function encoded(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** A sample in a data URL. */
export function dataUrl(type: MediaType, bytes: Uint8Array = sample(type)): string {
  return `data:${type};base64,${encoded(bytes)}`;
}
