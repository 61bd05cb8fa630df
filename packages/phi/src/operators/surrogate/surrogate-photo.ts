import type { OperatorContext } from '../operator-context.ts';
import { surrogateCode } from './surrogate-code.ts';

const EXTENSION = /\.(?:jpe?g|png|heic|tiff?|gif|bmp|mp4|mov|dcm)$/i;

/** Another name of a file in the same format, with the same ending. */
export function surrogatePhoto(value: string, context: OperatorContext): string {
  const ending = EXTENSION.exec(value.slice(-6))?.[0] ?? '';
  return surrogateCode(value.slice(0, value.length - ending.length), context) + ending;
}
