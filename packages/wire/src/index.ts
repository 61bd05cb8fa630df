export type { EventStreamOptions, TextEdit, TextWindow } from './events/event-stream.ts';
export { rewriteEventStream } from './events/rewrite-event-stream.ts';
export { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
export { mayStream } from './may-stream.ts';
export { readErrorResponse, readRequest, readResponse } from './read-document.ts';
export type { RequestStream, RequestSummary, StreamOptions } from './request-stream.ts';
export { rewriteRequestStream } from './rewrite-request-stream.ts';
export type { ReadOptions, TextDocument, TextLeaf } from './text-document.ts';
