import { FLAG, ID, listOf, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { TOOL_RESOURCES } from './assistant-tools.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { RUN, RUN_FIELDS } from './run.ts';
import { RUN_EVENTS } from './run-events.ts';
import { RUN_STEP } from './run-step.ts';
import { ASKED_MODEL, BOTH_WAYS, OWN_FIELDS, pageOf, whole } from './stored-object.ts';
import { WRITTEN_MESSAGES } from './thread-message.ts';
import { NEW_THREAD } from './threads.ts';

const ASKED: Readonly<Record<string, Shape>> = {
  ...RUN_FIELDS,
  model: ASKED_MODEL,
  reasoning_effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
  stream: FLAG,
};

const CREATE = whole({ ...ASKED, additional_instructions: TEXT, additional_messages: WRITTEN_MESSAGES });

const CREATE_WITH_THREAD = whole({ ...ASKED, thread: object(NEW_THREAD), tool_resources: TOOL_RESOURCES });

const OUTPUTS = whole({
  tool_outputs: listOf({ ...object({ tool_call_id: ID, output: TEXT }), input: true }),
  stream: FLAG,
});

const RUNS_PATH = '/threads/{thread_id}/runs';
const RUN_PATH = `${RUNS_PATH}/{run_id}` as const;

const ANSWER = { response: RUN, events: RUN_EVENTS };

/** Runs and their steps (beta). */
export const RUNS: readonly OperationEntry[] = [
  row({ id: 'threads.create_and_run', call: 'POST /threads/runs', request: CREATE_WITH_THREAD, ...ANSWER }),
  row({ id: 'threads.runs.list', call: `GET ${RUNS_PATH}`, query: BOTH_WAYS, response: pageOf(RUN) }),
  row({ id: 'threads.runs.create', call: `POST ${RUNS_PATH}`, query: ['include'], request: CREATE, ...ANSWER }),
  row({ id: 'threads.runs.retrieve', call: `GET ${RUN_PATH}`, response: RUN }),
  row({
    id: 'threads.runs.update',
    call: `POST ${RUN_PATH}`,
    request: whole({ metadata: OWN_FIELDS }),
    response: RUN,
  }),
  row({ id: 'threads.runs.cancel', call: `POST ${RUN_PATH}/cancel`, response: RUN }),
  row({
    id: 'threads.runs.submit_tool_outputs',
    call: `POST ${RUN_PATH}/submit_tool_outputs`,
    request: OUTPUTS,
    ...ANSWER,
  }),
  row({
    id: 'threads.runs.steps.list',
    call: `GET ${RUN_PATH}/steps`,
    query: [...BOTH_WAYS, 'include'],
    response: pageOf(RUN_STEP),
  }),
  row({
    id: 'threads.runs.steps.retrieve',
    call: `GET ${RUN_PATH}/steps/{step_id}`,
    query: ['include'],
    response: RUN_STEP,
  }),
];
