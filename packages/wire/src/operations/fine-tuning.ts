import { FLAG, FREE, ID, listOf, MODEL, NUMBER, object, oneOf, TEXT } from '../shape.ts';
import { JOB, NEW_JOB } from './fine-tuning-job.ts';
import { GRADER } from './grader.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { deletion, ORDERED, PAGED, pageOf, stored, whole } from './stored-object.ts';

const EVENT = stored(['fine_tuning.job.event'], {
  data: object({ step: NUMBER, total_steps: NUMBER, train_loss: NUMBER, train_mean_token_accuracy: NUMBER }),
  level: oneOf('info', 'warn', 'error'),
  message: TEXT,
  type: oneOf('message', 'metrics'),
});

const CHECKPOINT = stored(['fine_tuning.job.checkpoint'], {
  fine_tuned_model_checkpoint: MODEL,
  fine_tuning_job_id: ID,
  metrics: object({
    full_valid_loss: NUMBER,
    full_valid_mean_token_accuracy: NUMBER,
    step: NUMBER,
    train_loss: NUMBER,
    train_mean_token_accuracy: NUMBER,
    valid_loss: NUMBER,
    valid_mean_token_accuracy: NUMBER,
  }),
  step_number: NUMBER,
});

const PERMISSION = stored(['checkpoint.permission'], { project_id: ID });

const GRADED = whole({
  metadata: object({
    errors: object({
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
      python_grader_server_error_type: ID,
      sample_parse_error: FLAG,
      truncated_observation_error: FLAG,
      unresponsive_reward_error: FLAG,
    }),
    execution_time: NUMBER,
    name: TEXT,
    sampled_model_name: MODEL,
    scores: FREE,
    token_usage: NUMBER,
    type: oneOf('string_check', 'text_similarity', 'python', 'score_model', 'label_model', 'multi'),
  }),
  model_grader_token_usage_per_model: { others: { number: 'known' } },
  reward: NUMBER,
  sub_rewards: FREE,
});

const JOBS = '/fine_tuning/jobs';
const JOB_PATH = `${JOBS}/{fine_tuning_job_id}` as const;
const PERMISSIONS = '/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions';
const GRADERS = '/fine_tuning/alpha/graders';

/** The fine-tuning family. What a model is trained on stands in files. */
export const FINE_TUNING: readonly OperationEntry[] = [
  row({ id: 'fine_tuning.jobs.create', call: `POST ${JOBS}`, request: NEW_JOB, response: JOB }),
  row({ id: 'fine_tuning.jobs.list', call: `GET ${JOBS}`, query: [...PAGED, 'metadata'], response: pageOf(JOB) }),
  row({ id: 'fine_tuning.jobs.retrieve', call: `GET ${JOB_PATH}`, response: JOB }),
  row({ id: 'fine_tuning.jobs.cancel', call: `POST ${JOB_PATH}/cancel`, response: JOB }),
  row({ id: 'fine_tuning.jobs.pause', call: `POST ${JOB_PATH}/pause`, response: JOB }),
  row({ id: 'fine_tuning.jobs.resume', call: `POST ${JOB_PATH}/resume`, response: JOB }),
  row({ id: 'fine_tuning.jobs.events', call: `GET ${JOB_PATH}/events`, query: PAGED, response: pageOf(EVENT) }),
  row({
    id: 'fine_tuning.jobs.checkpoints',
    call: `GET ${JOB_PATH}/checkpoints`,
    query: PAGED,
    response: pageOf(CHECKPOINT),
  }),
  row({
    id: 'fine_tuning.permissions.list',
    call: `GET ${PERMISSIONS}`,
    query: [...ORDERED, 'project_id'],
    response: pageOf(PERMISSION),
  }),
  row({
    id: 'fine_tuning.permissions.create',
    call: `POST ${PERMISSIONS}`,
    request: whole({ project_ids: listOf(ID) }),
    response: pageOf(PERMISSION),
  }),
  row({
    id: 'fine_tuning.permissions.delete',
    call: `DELETE ${PERMISSIONS}/{permission_id}`,
    response: deletion('checkpoint.permission'),
  }),
  row({
    id: 'fine_tuning.graders.run',
    call: `POST ${GRADERS}/run`,
    request: whole({ grader: GRADER, item: FREE, model_sample: TEXT }),
    response: GRADED,
  }),
  row({
    id: 'fine_tuning.graders.validate',
    call: `POST ${GRADERS}/validate`,
    request: whole({ grader: GRADER }),
    response: whole({ grader: GRADER }),
  }),
];
