import { type FactTree, readTree } from './fact-tree.ts';
import { OPERATION_FACTS, type OperationFacts } from './read-facts.ts';

const DELTA = readTree(
  { id: 's', object: 'e', delta: { role: 'e', content: { '[]': { index: 'n', type: 'e', text: { value: 's' } } } } },
  new Map(),
);

const STEP_DELTA = readTree(
  {
    id: 's',
    object: 'e',
    delta: {
      step_details: {
        type: 'e',
        tool_calls: {
          '[]': {
            id: 's',
            index: 'n',
            type: 'e',
            function: { name: 's', arguments: 's', output: 's' },
            code_interpreter: { input: 's', outputs: { '[]': { index: 'n', type: 'e', logs: 's' } } },
          },
        },
      },
    },
  },
  new Map(),
);

/** What starts a run of an assistant may answer in events, which the description does not list: their data are objects it does. */
const OF_RUNS = [
  'POST /threads/runs',
  'POST /threads/{thread_id}/runs',
  'POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs',
];

/** The events of an operation's answer, by type: those of the description, and those of runs. */
export function bodiesOfEvents({ name, events }: OperationFacts): ReadonlyMap<string, FactTree> {
  if (!OF_RUNS.includes(name)) return events;
  const thread = '/threads/{thread_id}';
  const told: readonly (readonly [string, FactTree | undefined])[] = [
    ['thread.created', answerOf(`GET ${thread}`)],
    ['thread.run.created', answerOf(`GET ${thread}/runs/{run_id}`)],
    ['thread.run.step.created', answerOf(`GET ${thread}/runs/{run_id}/steps/{step_id}`)],
    ['thread.message.created', answerOf(`GET ${thread}/messages/{message_id}`)],
    ['thread.message.delta', DELTA],
    ['thread.run.step.delta', STEP_DELTA],
    ['thread.message.completed', answerOf(`GET ${thread}/messages/{message_id}`)],
    ['thread.run.step.completed', answerOf(`GET ${thread}/runs/{run_id}/steps/{step_id}`)],
    ['thread.run.completed', answerOf(`GET ${thread}/runs/{run_id}`)],
  ];
  return new Map(told.flatMap(([type, tree]) => (tree === undefined ? [] : [[type, tree] as const])));
}

function answerOf(name: string): FactTree | undefined {
  return OPERATION_FACTS.find((one) => one.name === name)?.response.get('application/json');
}
