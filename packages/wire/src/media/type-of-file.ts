import type { MediaType } from '@sallyport/core';
import { type FileClaims, kindOfFile } from '../files/file-kind.ts';
import { agreedType } from './agreed-type.ts';
import { saidByName, saidByType } from './said-media.ts';
import { sniffMedia } from './sniff-media.ts';

/** Control characters that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\u0000-\u0008\u000e-\u001f]/;

/**
 * What a file of a form is by its beginning, name and type, where it is no text. `application/octet-stream` is one of which nothing is
 * known: it begins like nothing we know, is called like nothing we know, and is no text. `undefined` of any other: it is text, or not
 * what it says it is.
 */
export function typeOfFile(claims: FileClaims, head: Uint8Array): MediaType | undefined {
  const { name = '', contentType } = claims;
  const sniffed = sniffMedia(head);
  const said = [saidByType(contentType), saidByName(name)];
  if (sniffed.length > 0) return agreedType(sniffed, said);
  const isKnown = said.some((one) => one !== 'silent' && one !== undefined) || isText(claims);
  return isKnown || !isBinary(head) ? undefined : 'application/octet-stream';
}

/** Tells whether it says that it is text. */
function isText(claims: FileClaims): boolean {
  const { name = '', contentType } = claims;
  const kind = (one: FileClaims): boolean => {
    try {
      kindOfFile(one, '');
      return true;
    } catch {
      return false;
    }
  };
  const isSaid = (contentType ?? '').trim() !== '' && saidByType(contentType) !== 'silent';
  return (isSaid && kind({ contentType })) || (saidByName(name) !== 'silent' && kind({ name }));
}

/** More may follow, so the last character may be cut. */
function isBinary(head: Uint8Array): boolean {
  try {
    return BINARY.test(new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }));
  } catch {
    return true;
  }
}
