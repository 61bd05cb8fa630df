import type { FoundToken } from '@sallyport/core';
import { enclosedUrls } from './enclosed-urls.ts';

/**
 * What makes a run a URL, or what programs make a link of: a scheme, `www.`, a path, a host before a path or port, a query,
 * percent-encoding. Rather too much than too little: a token that is left is only unreadable, a value in a URL can leave by itself.
 */
const LINK_LIKE = new RegExp(
  [
    ':\\\\{0,2}/',
    '//',
    // What is left of one that was masked
    '\\[URL\\]',
    '\\b(?:www\\.|(?:mailto|data|javascript|blob|tel|sms):)',
    '\\]\\(',
    '[a-z0-9\\]-]\\.[a-z]{2,24}(?:[/?#]|:\\d)',
    '\\][a-z0-9.-]{0,32}\\.[a-z]{2,24}[/?#]',
    '[?&;][^\\s=]{1,32}=',
    '%[0-9a-f]{2}',
    '^["\'`(]{0,4}\\.{0,2}/',
    '\\b(?:href|src|action)=',
  ].join('|'),
  'gi',
);

/** How far behind a token is looked, in UTF-16 code units: less than streams look ahead, so that both judge alike. */
const LOOK_BEHIND_TOKEN = 64;
/** A run of more UTF-16 code units, all of ASCII, that begins before a window does may be anything. */
const LONGEST_UNSEEN = 64;
/** No URL goes on behind one, unless something encloses it. */
const ENDING = /[\s<]/;
const ASCII = /^[!-~]*$/;

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
    .flatMap((group) => outsideLink(text, group, cut))
    .filter(({ start, end }) => {
      while ((enclosed[next]?.end ?? start + 1) <= start) next += 1;
      const url = enclosed[next];
      return url === undefined || url.start >= end;
    });
}

/** Tokens with nothing between them that ends a run stand in one. */
function connectedTokens(text: string, tokens: readonly FoundToken[]): readonly (readonly FoundToken[])[] {
  const groups: FoundToken[][] = [];
  for (const token of tokens) {
    const group = groups.at(-1);
    const before = group?.at(-1)?.end;
    if (group !== undefined && before !== undefined && !ENDING.test(text.slice(before, token.start))) group.push(token);
    else groups.push([token]);
  }
  return groups;
}

function outsideLink(text: string, group: readonly FoundToken[], cut: boolean): readonly FoundToken[] {
  const first = group[0]?.start ?? 0;
  let [start, end] = [first, group.at(-1)?.end ?? 0];
  while (start > 0 && !endsRun(text, start - 1)) start -= 1;
  const limit = Math.min(text.length, end + LOOK_BEHIND_TOKEN);
  while (end < limit && !endsRun(text, end)) end += 1;
  if (cut && start === 0 && first > LONGEST_UNSEEN && ASCII.test(text.slice(0, first))) return [];
  const link = start + firstLink(text.slice(start, end));
  return group.filter((token) => link > token.end + LOOK_BEHIND_TOKEN);
}

/** Where the first sign of a link ends in a run; infinitely far where there is none. */
function firstLink(run: string): number {
  let end = Number.POSITIVE_INFINITY;
  LINK_LIKE.lastIndex = 0;
  for (let match = LINK_LIKE.exec(run); match !== null && match.index < end; match = LINK_LIKE.exec(run)) {
    end = Math.min(end, match.index + match[0].length);
    LINK_LIKE.lastIndex = match.index + 1;
  }
  return end;
}

function endsRun(text: string, at: number): boolean {
  return ENDING.test(text.charAt(at));
}
