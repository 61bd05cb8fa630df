/**
 * What may stand between a label and its value, as the source of a regular expression: `Number`, `no.`, `#`, `: `, ` = `,
 * ` is `, quotes of JSON (escaped or not), the `>` of a tag, a dotted leader; after a sign, the spaces of a column.
 */
export const CONNECTOR = String.raw`\.?(?:[ ]{0,3}(?:number|num|nbr|no|id|code)\b\.?)?[ ]{0,3}#?["'\\]{0,4}[ \t]{0,6}(?:(?::|=|>|#|-|\.{3,80}|(?:is|was|of)\b)[ \t]{0,40})?,?(?:["'\\[]|\((?!\d\d\))){0,4}[ ]?`;

/** Like `CONNECTOR`, but a colon, equals sign, tag end, bar, tab or dotted leader must be there. */
export const STRICT_CONNECTOR = String.raw`["'\\]{0,4}[ ]{0,3}(?::|=|>|\||\t|\.{3,80})[ \t]{0,40},?["'\\[]{0,4}[ ]?`;

/** The joint of a short label and a number: at most one sign, quotes around it, few spaces. */
export const SIMPLE_CONNECTOR = String.raw`["'\\]{0,4}[ \t]{0,6}(?:[:=>|#-][ \t]{0,40})?["'\\]{0,4}(?:\((?!\d{3}\)))?`;
