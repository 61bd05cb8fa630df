import type { NamedRefusal } from '../api.ts';
import { CONVERSE_REQUEST, CONVERSE_RESPONSE, COUNT_REQUEST, COUNT_RESPONSE } from './bedrock-converse.ts';
import { CONVERSE_EVENTS } from './bedrock-converse-events.ts';
import { INVOKE_REQUEST, INVOKE_RESPONSE } from './bedrock-invoke.ts';
import { INVOKE_EVENTS } from './bedrock-invoke-events.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';

/** The operations of Amazon Bedrock Runtime that Sallyport can read (@aws-sdk/client-bedrock-runtime 3.1164). */
export const BEDROCK: readonly OperationEntry[] = [
  row({
    id: 'bedrock.converse',
    call: 'POST /model/{modelId}/converse',
    request: CONVERSE_REQUEST,
    response: CONVERSE_RESPONSE,
  }),
  row({
    id: 'bedrock.converse_stream',
    call: 'POST /model/{modelId}/converse-stream',
    request: CONVERSE_REQUEST,
    response: CONVERSE_RESPONSE,
    events: CONVERSE_EVENTS,
  }),
  row({
    id: 'bedrock.invoke_model',
    call: 'POST /model/{modelId}/invoke',
    octets: true,
    request: INVOKE_REQUEST,
    response: INVOKE_RESPONSE,
  }),
  row({
    id: 'bedrock.invoke_model_with_response_stream',
    call: 'POST /model/{modelId}/invoke-with-response-stream',
    octets: true,
    request: INVOKE_REQUEST,
    response: INVOKE_RESPONSE,
    events: INVOKE_EVENTS,
  }),
  row({
    id: 'bedrock.count_tokens',
    call: 'POST /model/{modelId}/count-tokens',
    request: COUNT_REQUEST,
    response: COUNT_RESPONSE,
  }),
];

/** What is refused by name: answers that go to a bucket, past Sallyport, and sound that passes both ways. */
export const BEDROCK_REFUSED: readonly NamedRefusal[] = [
  { method: 'POST', path: '/async-invoke', code: 'operation_direct_access' },
  { method: 'GET', path: '/async-invoke', code: 'operation_direct_access' },
  { method: 'GET', path: '/async-invoke/{invocationArn}', code: 'operation_direct_access' },
  { method: 'POST', path: '/model/{modelId}/invoke-with-bidirectional-stream', code: 'operation_realtime' },
];
