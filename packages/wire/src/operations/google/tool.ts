import { FLAG, FREE, listOf, NUMBER, oneOf, type Shape, TEXT, TOOL_NAME } from '../../shape.ts';
import { domainName, serverAddress, toolName } from '../../string-rule.ts';
import { JSON_SCHEMA } from '../tool.ts';
import { bothWays } from './spelled-both-ways.ts';

const SCHEMA: Shape = JSON_SCHEMA;

const FUNCTION = bothWays({
  name: TOOL_NAME,
  description: TEXT,
  behavior: oneOf('UNSPECIFIED', 'BLOCKING', 'NON_BLOCKING'),
  parameters: SCHEMA,
  parametersJsonSchema: SCHEMA,
  response: SCHEMA,
  responseJsonSchema: SCHEMA,
});

const EXCLUDED = listOf({ string: domainName });

/** The tools of a request. */
export const TOOLS: Shape = listOf(
  bothWays({
    functionDeclarations: listOf(FUNCTION),
    codeExecution: FREE,
    googleSearch: bothWays({ excludeDomains: EXCLUDED, searchTypes: FREE, timeRangeFilter: FREE }),
    googleSearchRetrieval: FREE,
    enterpriseWebSearch: bothWays({ excludeDomains: EXCLUDED }),
    urlContext: FREE,
    googleMaps: FREE,
    retrieval: FREE,
    fileSearch: FREE,
    computerUse: FREE,
    exaAiSearch: FREE,
    parallelAiSearch: FREE,
    mcpServers: listOf(
      bothWays({
        name: TOOL_NAME,
        streamableHttpTransport: bothWays({ url: { string: serverAddress }, headers: FREE }),
      }),
    ),
  }),
);

/** How tools may be called. Arguments in pieces cannot be read. */
export const TOOL_CONFIG: Shape = bothWays({
  functionCallingConfig: bothWays({
    mode: oneOf('MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', 'VALIDATED'),
    allowedFunctionNames: listOf({ string: toolName }),
    streamFunctionCallArguments: { only: ['false', 'null'], refusal: 'stream_unsupported' },
  }),
  includeServerSideToolInvocations: FLAG,
  retrievalConfig: bothWays({ languageCode: TEXT, latLng: bothWays({ latitude: NUMBER, longitude: NUMBER }) }),
});
