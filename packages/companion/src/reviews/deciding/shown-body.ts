/** A body as it is shown in JSON: text, or base64 of what is none. */
export interface ShownBody {
  readonly body: string;
  readonly encoding: 'utf-8' | 'base64';
  /** There is more of it. */
  readonly body_cut: boolean;
}

const MOST_BYTES = 131_072;

/** Shows the beginning of a body, at most 128 KiB. `cut` where it is not the whole of it already. */
export function shownBody(bytes: Uint8Array, cut: boolean): ShownBody {
  const shown = bytes.subarray(0, MOST_BYTES);
  const body_cut = cut || shown.length < bytes.length;
  const text = textOf(shown, body_cut);
  return text === undefined
    ? { body: Buffer.from(shown).toString('base64'), encoding: 'base64', body_cut }
    : { body: text, encoding: 'utf-8', body_cut };
}

/** Where it was cut, the last character may be broken: that one is left out. */
function textOf(bytes: Uint8Array, cut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}
