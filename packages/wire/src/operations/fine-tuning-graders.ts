import { FLAG, FREE, ID, MODEL, NUMBER, object, type Shape, STREAM, TEXT } from '../shape.ts';
import { GRADER } from './grader.ts';
import type { OperationEntry } from './operation-entry.ts';

const GRADERS = '/fine_tuning/alpha/graders';

const ERRORS = object({
  formula_parse_error: FLAG,
  invalid_variable_error: FLAG,
  model_grader_parse_error: FLAG,
  model_grader_refusal_error: FLAG,
  model_grader_server_error: FLAG,
  model_grader_server_error_details: TEXT,
  other_error: FLAG,
  python_grader_runtime_error: FLAG,
  python_grader_runtime_error_details: TEXT,
  python_grader_server_error: FLAG,
  python_grader_server_error_type: TEXT,
  sample_parse_error: FLAG,
  truncated_observation_error: FLAG,
  unresponsive_reward_error: FLAG,
});

/** Scores under names, which the caller chose. */
const SCORES: Shape = { others: NUMBER };

const RESULT: Shape = {
  only: ['object'],
  fields: {
    reward: NUMBER,
    sub_rewards: SCORES,
    model_grader_token_usage_per_model: FREE,
    metadata: object({
      name: TEXT,
      type: ID,
      errors: ERRORS,
      execution_time: NUMBER,
      sampled_model_name: MODEL,
      scores: SCORES,
      token_usage: NUMBER,
    }),
  },
};

/** The graders of fine-tuning, in trial. */
export const FINE_TUNING_GRADERS: readonly OperationEntry[] = [
  {
    id: 'fine_tuning.alpha.graders.run',
    method: 'POST',
    path: `${GRADERS}/run`,
    query: [],
    deployments: false,
    request: { only: ['object'], fields: { grader: GRADER, item: FREE, model_sample: TEXT, stream: STREAM } },
    response: RESULT,
  },
  {
    id: 'fine_tuning.alpha.graders.validate',
    method: 'POST',
    path: `${GRADERS}/validate`,
    query: [],
    deployments: false,
    request: { only: ['object'], fields: { grader: GRADER, stream: STREAM } },
    response: { only: ['object'], fields: { grader: GRADER } },
  },
];
