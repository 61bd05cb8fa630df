import { oneOf, type Shape } from '../shape.ts';
import { numeralOr } from '../string-rule.ts';

/** A parameter of a form: a number in decimal digits. */
export const FORM_NUMBER: Shape = Object.freeze<Shape>({ string: numeralOr() });

/** Yes or no in a form. */
export const FORM_FLAG: Shape = oneOf('true', 'false');
