import type { OperatorContext } from '../operator-context.ts';
import { anyCode, surrogateCode } from './surrogate-code.ts';

const PARTS = /^(?<scheme>[a-z]{2,8}:\/\/)?(?<www>www\.)?(?<host>[^/?#]*)(?<path>.*)$/isu;

/** Another web address, of `example.org`, which RFC 2606 keeps for examples. The path keeps its form, and none of its words. */
export function surrogateUrl(value: string, context: OperatorContext): string {
  const { scheme = '', www = '', path = '' } = PARTS.exec(value)?.groups ?? {};
  // A digit after a percent sign is part of an escape.
  const plain = path.replace(/%[0-9a-f]{2}/gi, 'x');
  return `${scheme}${www}example.org${surrogateCode(plain, context, anyCode)}`;
}
