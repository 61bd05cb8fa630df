import type { MarkedDocument } from '@sallyport/testkit';
import type { Random } from './random.ts';
import { rewrite } from './rewrite.ts';

const MISREAD: Readonly<Record<string, string>> = {
  0: 'O',
  1: 'l',
  5: 'S',
  8: 'B',
  l: '1',
  O: '0',
  m: 'rn',
  e: 'c',
  i: '1',
};

/** Spoils a text as cases, scanners and hasty writers do; most often not at all. */
export function spoilDocument(document: MarkedDocument, random: Random): MarkedDocument {
  const dice = random.next();
  const both = (write: (text: string) => string) => rewrite(document, write, write);
  if (dice < 0.13) return both((text) => text.toLowerCase());
  if (dice < 0.21) return both((text) => text.toUpperCase());
  if (dice < 0.26)
    return rewrite(
      document,
      (value) => value,
      (text) => text.replace(/[.,;:]/g, ''),
    );
  if (dice < 0.3)
    return rewrite(
      document,
      (value) => value,
      (text) => text.replace(/\n+/g, ' '),
    );
  if (dice < 0.33)
    return rewrite(
      document,
      (value) => value,
      (text) => text.replace(/ /g, () => (random.chance(0.1) ? '  ' : ' ')),
    );
  if (dice < 0.36)
    return both((text) =>
      text.replace(/[015 8lOmei]/g, (char) => (random.chance(0.03) ? (MISREAD[char] ?? char) : char)),
    );
  if (dice < 0.39)
    return rewrite(
      document,
      (value) => value.toLowerCase(),
      (text) => text,
    );
  if (dice < 0.49) return sealSome(document, random);
  return document;
}

/** What earlier rounds or doors replaced: one opaque character each, which is found no more. */
function sealSome(document: MarkedDocument, random: Random): MarkedDocument {
  const sealed = rewrite(
    document,
    (value) => (random.chance(0.8) ? '\uFFFC' : value),
    (text) => text,
  );
  return { ...sealed, spans: sealed.spans.filter(({ start, end }) => sealed.text.slice(start, end) !== '\uFFFC') };
}
