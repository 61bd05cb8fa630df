import { fromUtf8, joinBytes, SallyportError } from '@sallyport/core';
import { wholeCharacters } from '../decode-body.ts';

/** C0 controls but tab, line ends, form feed and the frame of HL7's lower layer protocol (0x0b, 0x1c); and DEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u0008\u000e-\u001b\u001d-\u001f\u007f]/;

/** Decodes a text file that comes in chunks, in whole characters. Throws `input_unreadable` of what is not UTF-8, or no text. */
export class Utf8Pieces {
  #cut: Uint8Array = new Uint8Array();

  /** The text of a chunk, as far as its characters are whole. */
  read(chunk: Uint8Array): string {
    const bytes = this.#cut.length === 0 ? chunk : joinBytes([this.#cut, chunk]);
    const whole = wholeCharacters(bytes);
    this.#cut = bytes.slice(whole);
    return decoded(bytes.subarray(0, whole));
  }

  /** Told once that all has come. */
  end(): void {
    if (this.#cut.length > 0) throw new SallyportError('input_unreadable');
  }
}

function decoded(bytes: Uint8Array): string {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    throw new SallyportError('input_unreadable');
  }
  if (CONTROL.test(text)) throw new SallyportError('input_unreadable');
  return text;
}
