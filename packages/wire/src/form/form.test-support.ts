import { utf8 } from '@sallyport/core';
import { operationAt, textOf } from '../fixtures/bodies.ts';
import { readRequest } from '../read-document.ts';
import type { TextDocument } from '../text-document.ts';

/** `files.create` */
export const FILES = operationAt('/files');
/** `uploads.parts.create` */
export const PARTS = operationAt('/uploads/upload_1/parts');

const BOUNDARY = 'openai-4x7';

/** The content type of `form` and `fileForm`. */
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form as the official client streams one, its parts written out: headers, an empty line and a body each. */
export function form(...parts: readonly string[]): string {
  return `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('')}--${BOUNDARY}--\r\n`;
}

/** A field, written out. */
export function field(name: string, value: string): string {
  return `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
}

/** A file, written out. */
export function file(
  content: string,
  { name = 'notes.txt', type = 'application/octet-stream', field: as = 'file' } = {},
) {
  return `Content-Disposition: form-data; name="${as}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}`;
}

/** Reads a form of `files.create`. */
export function readForm(body: string | Uint8Array, contentType: string | null = FORM_TYPE): TextDocument {
  return readRequest(FILES, typeof body === 'string' ? utf8(body) : body, { contentType });
}

/** The body with the texts of leaves replaced wherever a word stands in them. */
export function withWord(document: TextDocument, word: string, put: string): string {
  const changes = document.leaves.flatMap(({ text }, index) =>
    text.includes(word) ? [[index, text.replaceAll(word, put)] as const] : [],
  );
  return textOf(document.rewrite(new Map(changes)));
}
