import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../../shape.ts';
import { closed, domainName } from '../../string-rule.ts';
import { JSON_SCHEMA } from '../tool.ts';

/** How long what stands up to here is kept by the provider. */
export const CACHE_CONTROL = object({ type: oneOf('ephemeral'), ttl: oneOf('5m', '1h') });

/** What may be set of each tool of a set. */
const CONFIG = object({ enabled: FLAG, defer_loading: FLAG });

const BROWSER_AND_COMPUTER =
  `close_tab cursor_position double_click file_upload find form_input get_page_text hold_key hover javascript_exec key left_click
  left_click_drag left_mouse_down left_mouse_up list_tabs middle_click mouse_move navigate new_tab read_console read_network read_page
  right_click screenshot scroll scroll_to switch_tab triple_click type wait zoom`.split(/\s+/);

const CONFIGS: Shape = {
  fields: Object.fromEntries(BROWSER_AND_COMPUTER.map((name) => [name, CONFIG])),
  others: CONFIG,
};

const SOURCES = object({
  type: oneOf('all', 'except', 'none', 'only'),
  tools: listOf(object({ type: oneOf('tool_reference'), name: TOOL_NAME })),
});

const KIND = oneOf(
  ...['custom', 'bash', 'mcp_toolset', 'browser_toolset_20260801', 'computer_toolset_20260801', 'memory_20250818'],
  ...['bash_20241022', 'bash_20250124', 'computer_20241022', 'computer_20250124', 'computer_20251124'],
  ...['text_editor_20241022', 'text_editor_20250124', 'text_editor_20250429', 'text_editor_20250728'],
  ...['code_execution_20250522', 'code_execution_20250825', 'code_execution_20260120', 'code_execution_20260521'],
  ...['web_search_20250305', 'web_search_20260209', 'web_search_20260318', 'advisor_20260301'],
  ...['web_fetch_20250910', 'web_fetch_20260209', 'web_fetch_20260309', 'web_fetch_20260318'],
  ...['tool_search_tool_bm25', 'tool_search_tool_bm25_20251119'],
  ...['tool_search_tool_regex', 'tool_search_tool_regex_20251119'],
);

const WEB_FIELDS: Readonly<Record<string, Shape>> = {
  allowed_domains: listOf({ string: domainName }),
  blocked_domains: listOf({ string: domainName }),
  citations: object({ enabled: FLAG }),
  max_content_tokens: NUMBER,
  max_uses: NUMBER,
  response_inclusion: oneOf('excluded', 'full'),
  url_sources: object({
    client_tool_results: SOURCES,
    server_tool_results: SOURCES,
    user_input: object({ type: oneOf('all', 'none') }),
  }),
  use_cache: FLAG,
  user_location: object({ type: oneOf('approximate'), city: TEXT, region: TEXT, country: TEXT, timezone: TEXT }),
};

/** A tool that a model may call: the caller's own, or one of the provider's. */
export const TOOL: Shape = object({
  ...WEB_FIELDS,
  type: KIND,
  name: TOOL_NAME,
  description: TEXT,
  input_schema: JSON_SCHEMA,
  input_examples: {},
  cache_control: CACHE_CONTROL,
  caching: CACHE_CONTROL,
  allowed_callers: listOf(
    oneOf('direct', 'code_execution_20250825', 'code_execution_20260120', 'code_execution_20260521'),
  ),
  strict: FLAG,
  defer_loading: FLAG,
  eager_input_streaming: FLAG,
  max_characters: NUMBER,
  max_tokens: NUMBER,
  model: MODEL,
  mcp_server_name: TOOL_NAME,
  configs: CONFIGS,
  default_config: CONFIG,
  display_width_px: NUMBER,
  display_height_px: NUMBER,
  display_number: NUMBER,
  enable_zoom: FLAG,
  // Of an agent's server, what it lists
  tools: listOf(object({ name: TOOL_NAME, description: TEXT, input_schema: JSON_SCHEMA })),
});

/** Which tool a model must call. */
export const TOOL_CHOICE: Shape = {
  string: closed('auto', 'any', 'none'),
  fields: { type: oneOf('auto', 'any', 'tool', 'none'), name: TOOL_NAME, disable_parallel_tool_use: FLAG },
};
