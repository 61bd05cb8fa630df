import {
  FLAG,
  FREE,
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
} from '../shape.ts';
import { closed, identifier, serverAddress } from '../string-rule.ts';
import { FILTER, RANKING } from './filter.ts';
import { REASONING_EFFORT } from './reasoning.ts';
import { FUNCTION, JSON_SCHEMA } from './tool.ts';

const HOST: Shape = { string: serverAddress };

const CALLERS = listOf(oneOf('direct', 'programmatic'));

const NETWORK = object({
  type: oneOf('allowlist', 'disabled'),
  allowed_domains: listOf(HOST),
  domain_secrets: listOf(object({ domain: HOST, name: TEXT, value: TEXT })),
});

/** A skill in a container. An archive given whole is refused. */
const SKILL = object({
  type: oneOf('inline', 'skill_reference'),
  skill_id: ID,
  version: ID,
  name: TEXT,
  description: TEXT,
  path: TEXT,
  source: object({ type: oneOf('base64'), media_type: oneOf('application/zip'), data: REFUSED }),
});

const CONTAINER_FIELDS: Readonly<Record<string, Shape>> = {
  type: oneOf('auto', 'container_auto', 'container_reference', 'local'),
  container_id: ID,
  file_ids: listOf(ID),
  memory_limit: oneOf('1g', '4g', '16g', '64g'),
  network_policy: NETWORK,
  skills: listOf(SKILL),
};

/** Where a tool runs: a container or a kind of screen. */
export const ENVIRONMENT: Shape = {
  string: closed('windows', 'mac', 'linux', 'ubuntu', 'browser'),
  fields: CONTAINER_FIELDS,
};

const TOOL_FILTER: Shape = { items: TOOL_NAME, fields: { read_only: FLAG, tool_names: listOf(TOOL_NAME) } };

/** Tools on a server that the provider calls. Its secrets are text: what looks like an identifier in them is replaced, and the call fails there. */
const MCP: Readonly<Record<string, Shape>> = {
  server_label: ID,
  server_url: HOST,
  server_description: TEXT,
  tunnel_id: ID,
  connector_id: oneOf(
    ...['connector_dropbox', 'connector_gmail', 'connector_googlecalendar', 'connector_googledrive'],
    ...['connector_microsoftteams', 'connector_outlookcalendar', 'connector_outlookemail', 'connector_sharepoint'],
  ),
  allowed_tools: TOOL_FILTER,
  authorization: TEXT,
  headers: FREE,
  require_approval: { string: closed('always', 'never'), fields: { always: TOOL_FILTER, never: TOOL_FILTER } },
  input_schema: JSON_SCHEMA,
  annotations: FREE,
};

/** How a picture is made. One to start from is named by its file's id. */
const PICTURE: Readonly<Record<string, Shape>> = {
  action: oneOf('auto', 'generate', 'edit'),
  background: oneOf('auto', 'opaque', 'transparent'),
  complexity: oneOf('low', 'medium', 'high'),
  frame_count: NUMBER,
  frame_duration_ms: NUMBER,
  input_fidelity: oneOf('low', 'high'),
  input_image_mask: object({ file_id: ID, image_url: REFUSED }),
  model: MODEL,
  moderation: oneOf('auto', 'low'),
  output_compression: NUMBER,
  output_format: oneOf('png', 'jpeg', 'webp', 'gif', 'svg'),
  partial_images: NUMBER,
  quality: oneOf('auto', 'low', 'medium', 'high', 'xhigh', 'max'),
  size: oneOf('auto', '1024x1024', '1024x1536', '1536x1024'),
  svg: object({ model: MODEL, reasoning: object({ effort: REASONING_EFFORT }) }),
};

const SEARCH: Readonly<Record<string, Shape>> = {
  vector_store_ids: listOf(ID),
  filters: { fields: { ...FILTER.fields, allowed_domains: listOf(HOST), blocked_domains: listOf(HOST) } },
  max_num_results: NUMBER,
  ranking_options: RANKING,
  external_web_access: FLAG,
  search_context_size: oneOf('low', 'medium', 'high'),
  search_content_types: listOf(oneOf('text', 'image')),
  user_location: object({ type: oneOf('approximate'), city: TEXT, country: TEXT, region: TEXT, timezone: TEXT }),
};

const FORMAT = object({ type: oneOf('text', 'grammar'), syntax: oneOf('lark', 'regex'), definition: TEXT });

const KINDS = [
  ...['function', 'custom', 'namespace', 'tool_search', 'programmatic_tool_calling', 'mcp', 'file_search'],
  ...['web_search', 'web_search_2025_08_26', 'web_search_preview', 'web_search_preview_2025_03_11'],
  ...['code_interpreter', 'image_generation', 'local_shell', 'shell', 'apply_patch'],
  ...['computer', 'computer_use', 'computer_use_preview'],
];

/** A tool: the fields of every kind. */
const TOOL: Shape = Object.freeze({
  fields: Object.freeze({
    ...MCP,
    ...PICTURE,
    ...SEARCH,
    type: oneOf(...KINDS),
    name: TOOL_NAME,
    description: TEXT,
    parameters: JSON_SCHEMA,
    output_schema: JSON_SCHEMA,
    strict: FLAG,
    async: FLAG,
    defer_loading: FLAG,
    allowed_callers: CALLERS,
    execution: oneOf('client', 'server'),
    format: FORMAT,
    container: { string: identifier, fields: CONTAINER_FIELDS },
    environment: ENVIRONMENT,
    display_width: NUMBER,
    display_height: NUMBER,
    // As chat writes a tool, where runs of evals take one
    function: FUNCTION,
    get tools() {
      return RESPONSE_TOOLS;
    },
  }),
});

/** The tools of a response. */
export const RESPONSE_TOOLS: Shape = listOf(TOOL);

const CHOSEN: Readonly<Record<string, Shape>> = {
  type: oneOf('allowed_tools', ...KINDS),
  name: TOOL_NAME,
  server_label: ID,
};

/** Which tool must be called. */
export const RESPONSE_TOOL_CHOICE: Shape = {
  string: closed('none', 'auto', 'required'),
  fields: { ...CHOSEN, mode: oneOf('auto', 'required'), tools: listOf(object(CHOSEN)) },
};
