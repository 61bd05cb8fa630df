import { ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { closed, identifier, parameterPath } from '../string-rule.ts';
import { GRADER } from './grader.ts';
import { ASKED_MODEL, OWN_FIELDS, stored, whole } from './stored-object.ts';

/** A number, or the provider's choice. */
const TUNABLE: Shape = { number: 'known', string: closed('auto') };

const HYPERPARAMETERS = object({
  batch_size: TUNABLE,
  beta: TUNABLE,
  compute_multiplier: TUNABLE,
  eval_interval: TUNABLE,
  eval_samples: TUNABLE,
  learning_rate_multiplier: TUNABLE,
  n_epochs: TUNABLE,
  reasoning_effort: oneOf('default', 'low', 'medium', 'high'),
});

const METHOD = object({
  type: oneOf('supervised', 'dpo', 'reinforcement'),
  dpo: object({ hyperparameters: HYPERPARAMETERS }),
  reinforcement: object({ hyperparameters: HYPERPARAMETERS, grader: GRADER }),
  supervised: object({ hyperparameters: HYPERPARAMETERS }),
});

const WANDB = object({ project: TEXT, entity: TEXT, name: TEXT, tags: listOf(TEXT), run_id: ID });

const ASKED: Readonly<Record<string, Shape>> = {
  hyperparameters: HYPERPARAMETERS,
  integrations: listOf(object({ type: oneOf('wandb'), wandb: WANDB })),
  metadata: OWN_FIELDS,
  method: METHOD,
  seed: NUMBER,
  training_file: ID,
  validation_file: ID,
};

/** The body of `POST /fine_tuning/jobs`. */
export const NEW_JOB = whole({ ...ASKED, model: ASKED_MODEL, suffix: TEXT });

/** A job. */
export const JOB = stored(['fine_tuning.job'], {
  ...ASKED,
  error: object({ code: { string: identifier }, message: TEXT, param: { string: parameterPath } }),
  estimated_finish: NUMBER,
  fine_tuned_model: MODEL,
  finished_at: NUMBER,
  model: MODEL,
  organization_id: ID,
  result_files: listOf(ID),
  status: oneOf('validating_files', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'),
  trained_tokens: NUMBER,
});
