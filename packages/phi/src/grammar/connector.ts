/** Which cannot stand in a template. */
const TICK = '`';

/**
 * What may stand between a label and its value, as the source of a regular expression: `Number`, `no.`, `#`, `: `, ` = `,
 * ` is `, quotes of JSON (escaped or not), the `>` of a tag, the marks of Markdown's emphasis and code (but no star right before
 * a value, which may be masked by it), a dotted leader; after a sign, the spaces of a column.
 */
export const CONNECTOR = String.raw`\.?(?:[ ]{0,3}(?:number|num|nbr|no|id|code)\b\.?)?[ ]{0,3}#?(?:["'\\_${TICK}]|[*](?=[*]{0,2}[ ]{0,3}[:=])){0,4}[ \t]{0,6}(?:(?::|=|>|#|-|\.{3,80}|(?:is|was|of)\b)(?:[*_]{1,3}(?=[ \t]))?[ \t]{0,40})?,?(?:["'\\[_${TICK}]|\((?!\d\d\))){0,4}[ ]?`;

/** Like `CONNECTOR`, but a colon, equals sign, tag end, bar, tab or dotted leader must be there. */
export const STRICT_CONNECTOR = String.raw`["'\\*_${TICK}]{0,4}[ ]{0,3}(?::|=|>|\||\t|\.{3,80})[*_]{0,3}[ \t]{0,40},?["'\\[*_${TICK}]{0,4}[ ]?`;

/** The joint of a short label and a number: at most one sign, quotes around it, few spaces. */
export const SIMPLE_CONNECTOR = String.raw`(?:["'\\_${TICK}]|[*](?=[*]{0,2}[ ]{0,3}[:=])){0,4}[ \t]{0,6}(?:[:=>|#-](?:[*_]{1,3}(?=[ \t]))?[ \t]{0,40})?["'\\_${TICK}]{0,4}(?:\((?!\d{3}\)))?`;
