import { isTextExtension } from '../files/file-extension.ts';
import { isMediaExtension } from '../media/said-media.ts';

/** What an encoder of forms escapes in a name: WHATWG HTML, multipart/form-data encoding algorithm. */
const ESCAPED = /%(?:22|0D|0A)/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const TO_ESCAPE = /["\\\u0000-\u001f\u007f]/g;

/** A file's name in two: what may be a person's name, and the extension that says what the file is. */
export interface FileName {
  readonly stem: string;
  /** With its dot; empty where it is none that is known. */
  readonly extension: string;
}

/** A name as it was before a form's encoder escaped it. */
export function decodeName(written: string): string {
  return written.replace(ESCAPED, decodeURIComponent);
}

/** Takes a file's name apart, its escapes decoded. */
export function readFileName(written: string): FileName {
  const name = decodeName(written);
  const dot = name.lastIndexOf('.');
  const extension = dot <= 0 ? '' : name.slice(dot);
  return isTextExtension(extension) || isMediaExtension(extension)
    ? { stem: name.slice(0, dot), extension }
    : { stem: name, extension: '' };
}

/** A name as it stands in a form. */
export function writeFileName({ stem, extension }: FileName): string {
  return (stem + extension).toWellFormed().replace(TO_ESCAPE, encodeURIComponent);
}
