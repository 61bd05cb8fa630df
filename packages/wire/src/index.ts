export { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
export { readErrorResponse, readRequest, readResponse } from './read-document.ts';
export type { RequestStream, RequestSummary, StreamOptions } from './request-stream.ts';
export { rewriteRequestStream } from './rewrite-request-stream.ts';
export type { ReadOptions, TextDocument, TextLeaf, TokenDecoder } from './text-document.ts';
