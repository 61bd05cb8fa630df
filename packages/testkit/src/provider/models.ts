import { type Answer, jsonAnswer } from './answer.ts';

const MODELS = ['gpt-4o-mini', 'gpt-3.5-turbo-instruct', 'text-embedding-3-small', 'text-embedding-3-large'] as const;

/** `GET /v1/models`. */
export function models(): Answer {
  return jsonAnswer({
    object: 'list',
    data: MODELS.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'sallyport-testkit' })),
  });
}
