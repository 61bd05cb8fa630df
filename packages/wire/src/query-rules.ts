import { identifier, modelName, type StringRule, text } from './string-rule.ts';

/** What may stand in one parameter of a query. A value is never rewritten, so what is no parameter of a known form is structure. */
export interface QueryRule {
  /** Judges a value: `skip` is known, text and structure are leaves, and `refuse` is not allowed. */
  readonly value: StringRule;
  /** `list`: `name` and `name[]`, any number of times. `keyed`: `name[key]`, the key the caller's. Default: `name`, once. */
  readonly form?: 'list' | 'keyed';
}

/** The longest text of a filter, in UTF-16 code units, as the API allows metadata. */
const MAX_TEXT = 512;

const filter: StringRule = (value) => (value.length > MAX_TEXT ? 'refuse' : text(value));

const id: StringRule = (value) => (typeof identifier(value) === 'object' ? identifier(value) : 'refuse');

/** Where a page begins, in the provider's own writing. */
const cursor: StringRule = (value) => (/^[\w.=~+/-]{1,512}$/.test(value) ? { structure: value } : 'refuse');

const model: StringRule = (value) => (modelName(value) === 'text' ? 'refuse' : modelName(value));

const matching =
  (pattern: RegExp): StringRule =>
  (value) =>
    pattern.test(value) ? 'skip' : 'refuse';

const words = (...known: readonly string[]): StringRule => {
  const set: ReadonlySet<string> = new Set(known);
  return (value) => (set.has(value) ? 'skip' : 'refuse');
};

const COUNT = matching(/^\d{1,6}$/);

const YES_OR_NO = words('true', 'false');

const STATUS = words(
  'queued',
  'in_progress',
  'requires_action',
  'completed',
  'failed',
  'cancelled',
  'canceled',
  'pass',
  'fail',
);

const INCLUDED = /^[a-z_]{1,32}(?:\[\*\])?(?:\.[a-z_]{1,32}(?:\[\*\])?){0,6}$/;

const KNOWN_INCLUDED: ReadonlySet<string> = new Set([
  'code_interpreter_call.outputs',
  'computer_call_output.output.image_url',
  'file_search_call.results',
  'logprobs',
  'message.input_image.image_url',
  'message.output_text.logprobs',
  'reasoning.encrypted_content',
  'step_details.tool_calls[*].file_search.results[*].content',
  'web_search_call.action.sources',
  'web_search_call.results',
]);

/** A field that the answer shall have too; one that no one has named is searched. */
const include: StringRule = (value) => {
  if (!INCLUDED.test(value)) return 'refuse';
  return KNOWN_INCLUDED.has(value) ? 'skip' : { structure: value };
};

/** Every parameter that any operation's query may have, by name. */
export const QUERY_RULES: ReadonlyMap<string, QueryRule> = new Map<string, QueryRule>([
  ['after', { value: id }],
  ['before', { value: id }],
  ['after_id', { value: id }],
  ['before_id', { value: id }],
  ['ids', { value: id, form: 'list' }],
  ['page', { value: cursor }],
  ['lifecycle', { value: words('active', 'deprecated', 'retired'), form: 'list' }],
  ['run_id', { value: id }],
  ['project_id', { value: id }],
  ['limit', { value: COUNT }],
  ['starting_after', { value: COUNT }],
  ['order', { value: words('asc', 'desc', 'ascending', 'descending') }],
  ['order_by', { value: words('created_at', 'updated_at') }],
  ['status', { value: STATUS }],
  ['filter', { value: STATUS }],
  ['stream', { value: YES_OR_NO }],
  ['include_obfuscation', { value: YES_OR_NO }],
  ['beta', { value: words('true') }],
  ['variant', { value: words('video', 'thumbnail', 'spritesheet') }],
  ['purpose', { value: id }],
  ['include', { value: include, form: 'list' }],
  ['model', { value: model }],
  ['alt', { value: words('sse') }],
  ['pageSize', { value: COUNT }],
  ['pageToken', { value: cursor }],
  ['name', { value: filter }],
  ['user', { value: filter }],
  ['metadata', { value: filter, form: 'keyed' }],
  ['api-version', { value: matching(/^(?:20\d{2}-\d{2}-\d{2}(?:-preview)?|v\d{1,2}|preview|latest)$/) }],
]);
