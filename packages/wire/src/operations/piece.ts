import type { Shape } from '../shape.ts';

/** The next piece of a text. It is a string, or there is none. */
export const PIECE: Shape = Object.freeze<Shape>({ only: ['string', 'null'], piece: 'text' });

/** The next piece of what a tool is given. */
export const INPUT_PIECE: Shape = Object.freeze<Shape>({ ...PIECE, tool: 'arguments' });

/** The next piece of a tool's arguments, JSON held in a string. */
export const ARGUMENTS_PIECE: Shape = Object.freeze<Shape>({ ...INPUT_PIECE, piece: 'json' });
