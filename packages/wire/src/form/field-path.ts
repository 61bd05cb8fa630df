import { SallyportError } from '@sallyport/core';
import type { FormField, FormShape } from '../operations/form-shape.ts';
import { FREE, type Shape } from '../shape.ts';
import type { TextLeaf } from '../text-document.ts';

const NAME = /^([^[\]]{1,200})((?:\[[^[\]]{0,200}\]){0,8})$/;

/** A field of a form, by its name. */
export interface FieldPath {
  /** The name without what stands in brackets, unless the form lists all of it. */
  readonly base: string;
  /** What the field is; of `metadata[x]`, what a value there is. */
  readonly field: FormField;
  /** The nearest key: `x` of `metadata[x]`, `tools` of `tools[]`. */
  readonly key: string;
  /** Keys the caller chose, which cannot be replaced. */
  readonly leaves: readonly TextLeaf[];
}

/** Finds what a field is. A whole name that the form lists goes first; otherwise `tools[]` is an item of `tools`, `metadata[x]` what `metadata` has at `x`. Throws `form_invalid`, and `input_unreadable` of one the form does not have. */
export function readFieldPath(form: FormShape, name: string): FieldPath {
  const [, base, brackets = ''] = NAME.exec(name) ?? [];
  if (base === undefined) throw new SallyportError('form_invalid');
  const named = Object.hasOwn(form, name) ? form[name] : undefined;
  if (named !== undefined) return { base: name, field: named, key: name, leaves: [] };
  const root = Object.hasOwn(form, base) ? form[base] : undefined;
  if (root === undefined) throw new SallyportError('input_unreadable');
  const keys = brackets === '' ? [] : brackets.slice(1, -1).split('][');
  if (typeof root !== 'string') return { base, ...descend({ key: base, field: root, leaves: [] }, keys) };
  if (keys.some((key) => key !== '')) throw new SallyportError('input_unreadable');
  return { base, field: root, key: base, leaves: [] };
}

interface Step {
  readonly key: string;
  readonly field: Shape;
  readonly leaves: readonly TextLeaf[];
}

function descend(step: Step, keys: readonly string[]): Step {
  return keys.reduce<Step>(({ key: outer, field, leaves }, key) => {
    // Of a field that has no items, one that stands several times
    if (key === '') return { key: outer, field: field.items ?? field, leaves };
    const known = field.fields !== undefined && Object.hasOwn(field.fields, key) ? field.fields[key] : undefined;
    if (known !== undefined || field.keys === 'known') return { key, field: known ?? field.others ?? FREE, leaves };
    return { key, field: field.others ?? FREE, leaves: [...leaves, { text: key, field: outer, role: 'structure' }] };
  }, step);
}
