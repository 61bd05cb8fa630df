const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A value as one line of JSON that cannot drive a terminal: controls and bidi marks inside its texts are written as escapes. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return `${text}\n`;
}
