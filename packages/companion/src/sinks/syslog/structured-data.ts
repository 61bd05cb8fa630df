import { plainText, REPLACEMENT } from '../plain-text.ts';

/** The name of a parameter, and its value, unescaped; without a value it is left out. */
export type Parameter = readonly [name: string, value: string | undefined];

/**
 * One element of structured data, RFC 5424 §6.3: `"`, `\` and `]` in values are escaped by a backslash (§6.3.3); control characters, which
 * would be allowed, become U+FFFD.
 */
export function structuredData(id: string, parameters: readonly Parameter[]): string {
  const written = parameters.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(value)}"`]));
  return `[${id}${written.join('')}]`;
}

function escaped(value: string): string {
  return plainText(value.replaceAll(/[\r\n]/g, REPLACEMENT)).replaceAll(/["\\\]]/g, (one) => `\\${one}`);
}
