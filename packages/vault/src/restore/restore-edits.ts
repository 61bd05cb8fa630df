import { findTokens, MAX_TOKEN_LENGTH, type Restoring } from '@sallyport/core';
import type { TokenScope } from '../vault.ts';
import { outsideUrls } from './outside-urls.ts';

/** What to write over a stretch of a text, in UTF-16 code units from its start. */
export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What may be put back into a text, and where the text stands. */
export interface RestoreOptions {
  /** Who knows the tokens of the call. */
  readonly tokens: Pick<TokenScope, 'valueOf'>;
  /** What policy says. Absent: nothing is put back. */
  readonly restore?: Restoring | undefined;
  /** In the arguments of a tool call: the tool's name, or `''` where it is not known. */
  readonly tool?: string | undefined;
  /** The nearest key: what stands under the name of an address is one. */
  readonly field?: string | undefined;
  /** What stands before was restored already, and more may stand before the text. Default 0: it is the whole text. */
  readonly from?: number;
}

const ADDRESS = /(?:url|uri|href|src|link|endpoint|webhook|callback)s?$/i;
const UNFINISHED = /^\[[\sa-z0-9_]*$/i;

/**
 * The edits that put a caller's own values back in place of their tokens: tokens that were minted from raw values in this call or its
 * conversation, in any case; where the rule says so; never in a URL. Sorted, disjoint, and none before `from`. Of a stream, look-ahead of
 * `MAX_TOKEN_LENGTH` sees every token whole. Linear in the text.
 */
export function restoreEdits(text: string, options: RestoreOptions): readonly TokenEdit[] {
  const { tokens, from = 0 } = options;
  if (!isAllowed(options)) return [];
  const found = findTokens(text);
  if (found.length === 0) return [];
  const edits: TokenEdit[] = [];
  for (const { start, end, token } of outsideUrls(text, found, { cut: from > 0 })) {
    const value = start < from ? undefined : tokens.valueOf(token);
    if (value !== undefined) edits.push({ start, end, text: value });
  }
  return edits;
}

/** Where in a text that is not whole yet a token may have begun, to be held until more has come; its length where none has. */
export function unfinishedToken(text: string): number {
  const start = text.lastIndexOf('[');
  if (start === -1 || text.length - start >= MAX_TOKEN_LENGTH) return text.length;
  return UNFINISHED.test(text.slice(start)) ? start : text.length;
}

function isAllowed({ restore, tool, field }: RestoreOptions): boolean {
  if (restore === undefined || (field !== undefined && ADDRESS.test(field))) return false;
  return tool === undefined ? restore.text : tool !== '' && restore.tools.includes(tool);
}
