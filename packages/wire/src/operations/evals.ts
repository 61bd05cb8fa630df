import { FLAG, FREE, ID, listOf, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { RUN, RUN_OUTPUT, RUN_REQUEST } from './eval-run.ts';
import { GRADER } from './grader.ts';
import type { OperationEntry } from './operation-entry.ts';
import { PAGE_QUERY, pageOf } from './page.ts';
import { JSON_SCHEMA } from './tool.ts';

const EVALUATION_FIELDS: Readonly<Record<string, Shape>> = {
  name: TEXT,
  metadata: FREE,
  data_source_config: object({
    type: oneOf('custom', 'logs', 'stored_completions'),
    item_schema: JSON_SCHEMA,
    schema: JSON_SCHEMA,
    include_sample_schema: FLAG,
    metadata: FREE,
  }),
  testing_criteria: listOf(GRADER),
};

const EVALUATION = object({ ...EVALUATION_FIELDS, id: ID, object: oneOf('eval'), created_at: NUMBER });

/** What is said of an evaluation or a run that was deleted. */
const DELETED = object({
  object: oneOf('eval.deleted', 'eval.run.deleted'),
  deleted: FLAG,
  eval_id: ID,
  run_id: ID,
});

const ALL = '/evals';

const ONE = `${ALL}/{eval_id}`;

const RUNS = `${ONE}/runs`;

const ONE_RUN = `${RUNS}/{run_id}`;

const OUTPUTS = `${ONE_RUN}/output_items`;

type Row = Pick<OperationEntry, 'id' | 'method' | 'path' | 'response'> &
  Partial<Pick<OperationEntry, 'query' | 'request'>>;

const ROWS: readonly Row[] = [
  {
    id: 'evals.create',
    method: 'POST',
    path: ALL,
    request: { only: ['object'], fields: EVALUATION_FIELDS },
    response: EVALUATION,
  },
  { id: 'evals.list', method: 'GET', path: ALL, query: [...PAGE_QUERY, 'order_by'], response: pageOf(EVALUATION) },
  { id: 'evals.retrieve', method: 'GET', path: ONE, response: EVALUATION },
  {
    id: 'evals.update',
    method: 'POST',
    path: ONE,
    request: { only: ['object'], fields: { name: TEXT, metadata: FREE } },
    response: EVALUATION,
  },
  { id: 'evals.delete', method: 'DELETE', path: ONE, response: DELETED },
  { id: 'evals.runs.create', method: 'POST', path: RUNS, request: RUN_REQUEST, response: RUN },
  { id: 'evals.runs.list', method: 'GET', path: RUNS, query: [...PAGE_QUERY, 'status'], response: pageOf(RUN) },
  { id: 'evals.runs.retrieve', method: 'GET', path: ONE_RUN, response: RUN },
  { id: 'evals.runs.cancel', method: 'POST', path: `${ONE_RUN}/cancel`, response: RUN },
  // As the API's description writes it
  { id: 'evals.runs.update', method: 'POST', path: ONE_RUN, response: RUN },
  { id: 'evals.runs.delete', method: 'DELETE', path: ONE_RUN, response: DELETED },
  {
    id: 'evals.runs.output_items.list',
    method: 'GET',
    path: OUTPUTS,
    query: [...PAGE_QUERY, 'status'],
    response: pageOf(RUN_OUTPUT),
  },
  {
    id: 'evals.runs.output_items.retrieve',
    method: 'GET',
    path: `${OUTPUTS}/{output_item_id}`,
    response: RUN_OUTPUT,
  },
];

/** The evals family. */
export const EVALS: readonly OperationEntry[] = ROWS.map((row) => ({ query: [], deployments: false, ...row }));
