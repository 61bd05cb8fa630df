import type { OperatorContext } from '../operator-context.ts';
import { surrogateCode } from './surrogate-code.ts';
import { surrogateNameWord } from './surrogate-name.ts';

const AT = /@|%40|[ ]?[([] ?at ?[)\]][ ]?/i;
const SPELLED_DOT = /[ ]?[([] ?dot ?[)\]][ ]?/i;
const WORD = /\p{L}[\p{L}\p{M}]{1,63}|\p{L}|\p{N}{1,64}/gu;

/**
 * Another e-mail address, at `example.org`, which RFC 2606 keeps for examples. What stands before the at sign keeps its form;
 * its words become the names that they become elsewhere.
 */
export function surrogateEmail(value: string, context: OperatorContext): string {
  const at = AT.exec(value);
  if (at === null) return surrogateCode(value, context);
  const local = value
    .slice(0, at.index)
    .replace(WORD, (word) =>
      word.length > 1 && /\p{L}/u.test(word) ? surrogateNameWord(word, context) : surrogateCode(word, context),
    );
  const domain = value.slice(at.index + at[0].length);
  return `${local}${at[0]}example${SPELLED_DOT.exec(domain)?.[0] ?? '.'}org`;
}
