import { FLAG, ID, oneOf, type Shape } from '../shape.ts';

/** What is said of a thing that was deleted. `names` are what it may be called. */
export function deleted(...names: readonly string[]): Shape {
  return { only: ['object'], fields: { id: ID, object: oneOf(...names), deleted: FLAG } };
}
