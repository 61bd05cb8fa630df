export { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
export { readErrorResponse, readRequest, readResponse } from './read-document.ts';
export type { ReadOptions, TextDocument, TextLeaf } from './text-document.ts';
