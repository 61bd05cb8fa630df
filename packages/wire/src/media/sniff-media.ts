import type { MediaType } from '@sallyport/core';

/** So many bytes tell what a file is. */
const SNIFFED_BYTES = 132;

interface Family {
  /** What such a file may be: the first, unless another of them is said. */
  readonly types: readonly [MediaType, ...MediaType[]];
  readonly begins: (head: Uint8Array) => boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const FAMILIES: readonly Family[] = [
  // W3C PNG §5.2; ITU-T T.81 §B.1.1.3; GIF 89a §17; RFC 9649 §2.4; TIFF 6.0 §2
  { types: ['image/png'], begins: at(0, '\u0089PNG\r\n\u001a\n') },
  { types: ['image/jpeg'], begins: at(0, '\u00ff\u00d8\u00ff') },
  { types: ['image/gif'], begins: any(at(0, 'GIF87a'), at(0, 'GIF89a')) },
  { types: ['image/webp'], begins: all(at(0, 'RIFF'), at(8, 'WEBP')) },
  { types: ['image/tiff'], begins: any(at(0, 'II*\0'), at(0, 'MM\0*')) },
  // RFC 2361; ID3v2 §3.1 and ISO/IEC 11172-3 §2.4.1.3; RFC 9639 §6; RFC 3533 §6
  { types: ['audio/wav'], begins: all(at(0, 'RIFF'), at(8, 'WAVE')) },
  { types: ['audio/mpeg'], begins: any(all(at(0, 'ID3'), isTagVersion), isMpegFrame) },
  { types: ['audio/flac'], begins: at(0, 'fLaC') },
  { types: ['audio/ogg'], begins: at(0, 'OggS\0') },
  // ISO/IEC 14496-12 §4.3: what is sound alone says so by its brand, and may say it by its name
  { types: ['audio/mp4'], begins: all(at(4, 'ftyp'), any(at(8, 'M4A '), at(8, 'M4B '))) },
  { types: ['video/mp4', 'audio/mp4'], begins: all(at(4, 'ftyp'), isFilmBrand) },
  // RFC 8794 §11.2.1
  { types: ['video/webm', 'audio/webm'], begins: all(at(0, '\u001a\u0045\u00df\u00a3'), holds('webm')) },
  // ISO 32000-1 §7.5.2; DICOM PS3.10 §7.1; APPNOTE.TXT §4.3.7, ECMA-376-2
  { types: ['application/pdf'], begins: all(at(0, '%PDF-'), isDigit) },
  { types: ['application/dicom'], begins: at(128, 'DICM') },
  {
    types: [
      'application/zip',
      `${OFFICE}.wordprocessingml.document`,
      `${OFFICE}.spreadsheetml.sheet`,
      `${OFFICE}.presentationml.presentation`,
    ],
    begins: at(0, 'PK\u0003\u0004'),
  },
];

/** What a file may be by its beginning, the likeliest first; none where that is not known. */
export function sniffMedia(bytes: Uint8Array): readonly MediaType[] {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  return FAMILIES.find(({ begins }) => begins(head))?.types ?? [];
}

type Test = (head: Uint8Array) => boolean;

function at(offset: number, text: string): Test {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return (head) => codes.every((code, index) => head[offset + index] === code);
}

function any(...tests: readonly Test[]): Test {
  return (head) => tests.some((test) => test(head));
}

function all(...tests: readonly Test[]): Test {
  return (head) => tests.every((test) => test(head));
}

function holds(text: string): Test {
  return (head) => String.fromCharCode(...head).includes(text);
}

function isTagVersion(head: Uint8Array): boolean {
  const [, , , major = 0, minor = 0xff] = head;
  return major >= 2 && major <= 4 && minor < 0xff;
}

/** A frame of layer III, with no field that is reserved or forbidden. */
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  const [rate, frequency] = [third >> 4, (third >> 2) & 3];
  return (
    first === 0xff && second >= 0xe0 && version !== 1 && layer === 1 && rate !== 0 && rate !== 15 && frequency !== 3
  );
}

/** A brand that is no picture's: `heic` and `avif` are in the same container. */
function isFilmBrand(head: Uint8Array): boolean {
  const brand = String.fromCharCode(...head.subarray(8, 12));
  return /^(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V |M4VP|qt {2})$/.test(brand);
}

function isDigit(head: Uint8Array): boolean {
  const code = head[5] ?? 0;
  return code >= 0x30 && code <= 0x39;
}
