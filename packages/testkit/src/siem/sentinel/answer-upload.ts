import { type Answer, jsonAnswer } from '../../provider/answer.ts';
import { SENTINEL, type TokenRequest } from './entra-app.ts';
import { type Columns, type Row, readRows } from './read-rows.ts';

/** What uploads are judged by, and where their rows go. */
export interface UploadParts {
  readonly rows: Row[];
  readonly columns: Columns;
  /** Those that live. */
  readonly tokens: readonly string[];
  /** Whether the identity may not write by the rule. */
  readonly denied: boolean;
}

const UPLOAD = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/;

/** The Logs Ingestion API, version 2023-01-01: who asks, by which rule and stream, and whether the rows are those of the stream. */
export function answerUpload(
  { method, url, headers, body }: TokenRequest,
  { rows, columns, tokens, denied }: UploadParts,
): Answer {
  const [, rule, stream] = UPLOAD.exec(url.pathname) ?? [];
  if (method !== 'POST' || rule === undefined) return failure(404, 'NotFound');
  if (!tokens.some((token) => headers.authorization === `Bearer ${token}`)) return failure(401, 'Unauthorized');
  if (rule !== SENTINEL.ruleId) return failure(404, 'NotFound');
  if (denied) return failure(403, 'OperationFailed');
  if (String(url.searchParams) !== 'api-version=2023-01-01') return failure(400, 'InvalidApiVersion');
  if (stream !== SENTINEL.stream) return failure(400, 'InvalidStream');
  const typed = headers['content-type'] === 'application/json' && headers['content-encoding'] === 'gzip';
  const read = typed ? readRows(body, columns) : { status: 415, code: 'UnsupportedMediaType' };
  if ('status' in read) return failure(Number(read.status), String(read.code));
  rows.push(...read);
  return { status: 204, headers: {}, body: '' };
}

/** As Azure words it. */
function failure(status: number, code: string): Answer {
  return jsonAnswer({ error: { code, message: `stand-in: ${code}` } }, status);
}
