import type { Position } from '../facts/fact-tree.ts';

/** Positions of ids, models and names that are chosen for programs: not for text. */
const IDENTIFIER =
  /(?:^|[._])ids?(?:\[\])?$|[._](?:model|model_snapshot|hash|object|first_id|last_id|system_fingerprint|fingerprint)$/;

/** Names of tools and schemas, which the API holds to letters, digits, `_` and `-`. */
const NAME =
  /(?:function|function_call|custom|json_schema|tools\[\]|tool_choice|format|allowed_tools\[\])\.name$|server_label$/;

/** Of closed sets, one value, by the last steps of its path. The first that fits. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/role$/, 'user'],
  [/(?:^|\.)object$/, 'list'],
  [/finish_reason$/, 'stop'],
  [/tools\[\]\.type$|tool_calls\[\]\.type$|tool_choice\.type$/, 'function'],
  [/format\.type$/, 'json_schema'],
  [/prediction\.type$/, 'content'],
  [
    /^\$\.(?:messages|additional_messages|data)\[\]\.content\[\]\.type$|^\$(?:\.prediction|\.thread\.messages\[\])?\.content\[\]\.type$/,
    'text',
  ],
  [/content_parts\[\]\.type$/, 'text'],
  [/summary\[\]\.type$/, 'summary_text'],
  [/(?:content|output|content\[\]|output\[\]|variables\.\{\*\})\.type$/, 'input_text'],
  [/(?:input|items|template)\[\]\.type$/, 'message'],
  [/modalities\[\]$/, 'text'],
  [/encoding_format$/, 'float'],
  [/anchor$/, 'created_at'],
  [/purpose$/, 'assistants'],
  [/status$/, 'completed'],
  [/verbosity$|effort$|search_context_size$/, 'medium'],
  [/ttl$/, '30m'],
  [/syntax$/, 'lark'],
  [/\.mode$/, 'auto'],
];

/** Tells whether a position is for text, and not for an id, a name or one of a closed set. */
export function isText({ path, kinds }: Position): boolean {
  return (
    /[saub]/.test(kinds) && !(kinds.includes('e') && !kinds.includes('s')) && !IDENTIFIER.test(path) && !NAME.test(path)
  );
}

/** What a program would write in a position that is not for text. */
export function wellFormed({ path, kinds }: Position): unknown {
  if (kinds === 'n') return 1;
  if (kinds.includes('d')) return '2027-01-31';
  if (/(?:^|\.)(?:model|model_snapshot)$/.test(path)) return 'gpt-4o';
  if (NAME.test(path)) return 'look_up';
  if (kinds.includes('e')) return VALUES.find(([pattern]) => pattern.test(path))?.[1] ?? 'auto';
  if (path.endsWith('.object')) return 'list';
  return 'item_abc123';
}
