import type { Shape } from '../shape.ts';

/**
 * The fields of a form, by name. A field that is not listed is refused. `tools[]` and `metadata[any]` are the fields `tools` and `metadata`,
 * unless they are listed by their whole name, such as `video[id]`.
 */
export type FormShape = Readonly<Record<string, FormField>>;

/**
 * One field: a value, read as a JSON string of that shape would be, or a file. A `file` may be text of a kind that can be read (plain, Markdown,
 * CSV, JSON, JSON lines, XML, HTML, HL7) and is refused otherwise; a `part` is a piece of one.
 */
export type FormField = Shape | 'file' | 'part';
