export { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
export { readErrorResponse, readRequest, readResponse } from './read-document.ts';
export { queryLeaves, rebuildQuery } from './read-query.ts';
export { refusalOf } from './refusal-of.ts';
export type { RequestStream, RequestSummary, StreamOptions } from './request-stream.ts';
export { rewriteRequestStream } from './rewrite-request-stream.ts';
export type { ReadOptions, TextDocument, TextLeaf } from './text-document.ts';
