import { object, type Shape } from '../../shape.ts';

/** Protocol Buffers' JSON takes a field's name in camel case and as it is declared: `inlineData`, `inline_data`. */
export function bothWays(fields: Readonly<Record<string, Shape>>): Shape {
  return object({
    ...fields,
    ...Object.fromEntries(Object.entries(fields).map(([key, shape]) => [snake(key), shape])),
  });
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
