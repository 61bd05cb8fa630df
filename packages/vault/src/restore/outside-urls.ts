import type { FoundToken } from '@sallyport/core';
import { enclosedUrls } from './enclosed-urls.ts';

/**
 * What makes a run without spaces a URL, or what programs make a link of: a scheme, `www.`, a path, a host before a path or port, a query,
 * percent-encoding. Rather too much than too little: a token that is left is only unreadable, a value in a URL can leave by itself.
 */
const LINK_LIKE = new RegExp(
  [
    ':\\\\{0,2}/',
    '//',
    '\\b(?:www\\.|(?:mailto|data|javascript|blob|tel|sms):)',
    '\\]\\(',
    '[a-z0-9-]\\.[a-z]{2,24}(?:[/?#]|:\\d)',
    '\\][a-z0-9.-]{0,64}\\.[a-z]{2,24}[/?#]',
    '[?&;][^\\s=]{1,64}=',
    '%[0-9a-f]{2}',
    '^["\'`(<]{0,4}\\.{0,2}/',
    '\\b(?:href|src|action)=',
  ].join('|'),
  'i',
);

/** A run of more UTF-16 code units that begins before a window does may be anything. */
const LONGEST_UNSEEN = 64;

/** What is known of the text. */
export interface SeenText {
  /** Whether more of it may stand before. Default: false. */
  readonly cut?: boolean;
}

/** Of the tokens found in a text, those that do not stand in a URL. Linear in the text. */
export function outsideUrls(
  text: string,
  tokens: readonly FoundToken[],
  { cut = false }: SeenText = {},
): readonly FoundToken[] {
  const enclosed = enclosedUrls(text);
  let next = 0;
  return connectedTokens(text, tokens)
    .filter((group) => !isLink(text, group, cut))
    .flat()
    .filter(({ start, end }) => {
      while ((enclosed[next]?.end ?? text.length) <= start && next < enclosed.length) next += 1;
      const url = enclosed[next];
      return url === undefined || url.start >= end;
    });
}

/** Tokens with no space between them stand in one run. */
function connectedTokens(text: string, tokens: readonly FoundToken[]): readonly (readonly FoundToken[])[] {
  const groups: FoundToken[][] = [];
  for (const token of tokens) {
    const group = groups.at(-1);
    const before = group?.at(-1)?.end;
    if (group !== undefined && before !== undefined && !/\s/.test(text.slice(before, token.start))) group.push(token);
    else groups.push([token]);
  }
  return groups;
}

function isLink(text: string, group: readonly FoundToken[], cut: boolean): boolean {
  const first = group[0]?.start ?? 0;
  let [start, end] = [first, group.at(-1)?.end ?? 0];
  while (start > 0 && !isSpace(text, start - 1)) start -= 1;
  while (end < text.length && !isSpace(text, end)) end += 1;
  return (cut && start === 0 && first > LONGEST_UNSEEN) || LINK_LIKE.test(text.slice(start, end));
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}
