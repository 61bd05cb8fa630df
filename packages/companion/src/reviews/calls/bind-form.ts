import { createHash, type Hash, type Hmac } from 'node:crypto';
import type { Payload } from '@sallyport/pipeline';
import { FormScanner, type FormSink, formBoundary } from '@sallyport/wire';
import { addNumber, addPart } from './bound-parts.ts';

/**
 * Adds the parts of a form to a binding, in their order: of each its headers, behind their length, and the length and the SHA-256 of its
 * body, which is not known before it has ended; and at last how many there were. Raises `content_type_unsupported`, `form_invalid`.
 */
export async function bindForm(
  hmac: Hmac,
  { body, contentType }: { readonly body: Payload; readonly contentType: string },
): Promise<void> {
  const parts = new BoundParts(hmac);
  const scanner = new FormScanner(formBoundary(contentType), parts);
  for await (const chunk of body.read()) scanner.scan(chunk);
  scanner.end();
  addNumber(hmac, parts.count);
}

class BoundParts implements FormSink {
  readonly #hmac: Hmac;
  #hash: Hash = createHash('sha256');
  #length = 0;
  #count = 0;

  constructor(hmac: Hmac) {
    this.#hmac = hmac;
  }

  get count(): number {
    return this.#count;
  }

  frame(): void {
    // What stands between parts is the boundary.
  }

  part(headers: Uint8Array): void {
    this.#count += 1;
    addPart(this.#hmac, headers);
    this.#hash = createHash('sha256');
    this.#length = 0;
  }

  body(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#length += bytes.length;
  }

  partEnd(): void {
    addNumber(this.#hmac, this.#length);
    addPart(this.#hmac, this.#hash.digest());
  }
}
