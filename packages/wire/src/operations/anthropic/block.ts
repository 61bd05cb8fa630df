import { sealed } from '../../base64-rule.ts';
import {
  attachedAs,
  FLAG,
  ID,
  listOf,
  MODEL,
  NUMBER,
  object,
  oneOf,
  REFUSED,
  type Shape,
  TEXT,
  TOOL_NAME,
} from '../../shape.ts';
import { closedOrRefused, timestamp } from '../../string-rule.ts';
import { CALLED } from '../tool.ts';
import { CACHE_CONTROL, TOOL } from './tool.ts';

/** Every kind of content block, of a request or an answer. */
const BLOCK_KINDS = [
  ...['text', 'thinking', 'redacted_thinking', 'compaction', 'fallback'],
  ...['image', 'document', 'search_result', 'container_upload'],
  ...['tool_use', 'server_tool_use', 'mcp_tool_use', 'tool_result', 'mcp_tool_result', 'mcp_tool_listing'],
  ...[
    'web_search_tool_result',
    'web_fetch_tool_result',
    'code_execution_tool_result',
    'bash_code_execution_tool_result',
  ],
  ...['text_editor_code_execution_tool_result', 'tool_search_tool_result', 'advisor_tool_result'],
  ...['tool_addition', 'tool_removal', 'tool_reference', 'browser_state', 'web_search_result'],
  ...['code_execution_output', 'bash_code_execution_output'],
] as const;

/** What the results of the provider's own tools are called. */
const RESULT_KINDS = [
  ...['web_search_tool_result_error', 'web_fetch_result', 'web_fetch_tool_result_error'],
  ...['code_execution_result', 'code_execution_tool_result_error', 'encrypted_code_execution_result'],
  ...['bash_code_execution_result', 'bash_code_execution_tool_result_error'],
  ...['text_editor_code_execution_create_result', 'text_editor_code_execution_str_replace_result'],
  ...['text_editor_code_execution_view_result', 'text_editor_code_execution_tool_result_error'],
  ...['tool_search_tool_search_result', 'tool_search_tool_result_error'],
  ...['advisor_result', 'advisor_redacted_result', 'advisor_tool_result_error'],
] as const;

const ERROR_CODES = oneOf(
  ...['invalid_tool_input', 'unavailable', 'too_many_requests', 'execution_time_exceeded', 'output_file_too_large'],
  ...['file_not_found', 'string_not_found', 'max_uses_exceeded', 'query_too_long', 'request_too_large'],
  ...['content_too_large', 'unsupported_content_type', 'url_too_long', 'url_not_allowed', 'url_not_accessible'],
  ...['url_not_in_prior_context', 'model_not_found', 'overloaded', 'prompt_too_long'],
);

/** What a stretch of text rests on. */
export const CITATION: Shape = object({
  type: oneOf(
    ...['char_location', 'page_location', 'content_block_location', 'web_search_result_location'],
    'search_result_location',
  ),
  cited_text: TEXT,
  document_title: TEXT,
  title: TEXT,
  source: TEXT,
  url: TEXT,
  encrypted_index: { string: sealed },
  file_id: ID,
  document_index: NUMBER,
  search_result_index: NUMBER,
  start_char_index: NUMBER,
  end_char_index: NUMBER,
  start_page_number: NUMBER,
  end_page_number: NUMBER,
  start_block_index: NUMBER,
  end_block_index: NUMBER,
});

const TOOL_REFERENCE = object({
  type: oneOf('tool_reference', 'mcp_tool_reference', 'mcp_toolset_reference', 'tool_definition'),
  name: TOOL_NAME,
  tool_name: TOOL_NAME,
  server_name: TOOL_NAME,
  definition: TOOL,
  cache_control: CACHE_CONTROL,
});

/** What the provider's own tools found or did. */
const RESULT_FIELDS: Readonly<Record<string, Shape>> = {
  error_code: ERROR_CODES,
  error_message: TEXT,
  stdout: TEXT,
  stderr: TEXT,
  encrypted_stdout: { string: sealed },
  return_code: NUMBER,
  file_type: oneOf('text', 'image', 'pdf'),
  is_file_update: FLAG,
  lines: listOf(TEXT),
  num_lines: NUMBER,
  start_line: NUMBER,
  total_lines: NUMBER,
  old_start: NUMBER,
  old_lines: NUMBER,
  new_start: NUMBER,
  new_lines: NUMBER,
  retrieved_at: { string: timestamp },
  url: TEXT,
  page_age: TEXT,
  stop_reason: TEXT,
  tool_references: listOf(TOOL_REFERENCE),
  tool_name: TOOL_NAME,
};

const BROWSER_FIELDS: Readonly<Record<string, Shape>> = {
  tabs: listOf(object({ tab_id: ID, title: TEXT, url: TEXT, active: FLAG })),
  state_changes: listOf(
    object({
      type: oneOf('tab_opened', 'download_started', 'download_completed', 'download_failed'),
      tab_id: ID,
      download_id: ID,
      path: TEXT,
      url: TEXT,
      error: TEXT,
      size_bytes: NUMBER,
    }),
  ),
};

const MODEL_NAMED = object({ model: MODEL });

const COMMON_FIELDS: Readonly<Record<string, Shape>> = {
  ...RESULT_FIELDS,
  ...BROWSER_FIELDS,
  text: TEXT,
  thinking: TEXT,
  // What only the provider can read, or verify
  signature: { string: sealed },
  data: { string: sealed },
  encrypted_content: { string: sealed },
  citations: { fields: { enabled: FLAG }, items: CITATION },
  cache_control: CACHE_CONTROL,
  id: ID,
  tool_use_id: ID,
  caller: object({ type: oneOf('direct', 'code_execution_20250825', 'code_execution_20260120'), tool_id: ID }),
  name: CALLED,
  toolset_name: TOOL_NAME,
  input: { tool: 'arguments' },
  is_error: FLAG,
  mcp_server_name: TOOL_NAME,
  server_name: TOOL_NAME,
  title: TEXT,
  context: TEXT,
  file_id: ID,
  transformations: object({ oversized_image: oneOf('downsize', 'error') }),
  trigger: object({
    type: oneOf('refusal'),
    category: oneOf('bio', 'cyber', 'frontier_llm', 'general_harms', 'reasoning_extraction'),
  }),
  from: MODEL_NAMED,
  to: MODEL_NAMED,
  tool: TOOL_REFERENCE,
  tools: listOf(TOOL),
  tool_changes: listOf(
    object({ type: oneOf('tool_addition', 'tool_removal'), tool: TOOL_REFERENCE, cache_control: CACHE_CONTROL }),
  ),
};

/** Where the text of a document comes from. */
const SOURCES = ['text', 'content', 'file'] as const;

/**
 * A content block. Its content may be a text, blocks, or the result of a tool. What is to be fetched is refused wherever it stands, and so are pictures
 * and PDF where they are not asked for; a file may be named by its id. `kinds` says what may stand in `type`.
 */
function blockOf(type: Shape): Shape {
  const fields: Record<string, Shape> = { ...COMMON_FIELDS, type };
  const block: Shape = { only: ['object', 'string', 'null'], fields };
  const content: Shape = { fields, items: block };
  fields.content = content;
  fields.source = {
    only: ['object', 'string'],
    holder: true,
    fields: {
      type: attachedAs(
        { only: ['string'], string: closedOrRefused(...SOURCES, 'base64'), claim: 'coding' },
        { only: ['string'], string: closedOrRefused(...SOURCES) },
      ),
      media_type: {
        ...oneOf('text/plain', 'application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/webp'),
        claim: 'type',
      },
      data: { ...TEXT, media: 'coded' },
      content,
      file_id: ID,
      url: REFUSED,
    },
  };
  return block;
}

/** A block of what is asked: a kind that no one has named is refused. */
const ASKED_BLOCK: Shape = blockOf({
  only: ['string'],
  string: closedOrRefused(...BLOCK_KINDS, ...RESULT_KINDS),
});

/** A block of an answer. */
export const ANSWERED_BLOCK: Shape = blockOf(oneOf(...BLOCK_KINDS, ...RESULT_KINDS));

/** A text, or blocks. */
export const ASKED_CONTENT: Shape = { only: ['string', 'array', 'null'], items: ASKED_BLOCK };
