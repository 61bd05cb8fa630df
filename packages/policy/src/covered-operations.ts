/**
 * Every operation whose text can be read, each resource after what it may be asked for, and `http.*`, those that a configuration declares.
 * `wire` holds the same list as tables; a test of `pipeline`, which knows both, keeps them alike.
 */
export const COVERED_OPERATIONS: readonly string[] = Object.freeze(
  `
  embeddings: create
  chat.completions: create list retrieve update delete
  chat.completions.messages: list
  completions: create
  models: list retrieve delete
  responses: create compact retrieve delete cancel
  responses.input_tokens: count
  responses.input_items: list
  conversations: create retrieve update delete
  conversations.items: create list retrieve delete
  moderations: create
  evals: create list retrieve update delete
  evals.runs: create list retrieve cancel update delete
  evals.runs.output_items: list retrieve
  assistants: list create retrieve update delete
  threads: create retrieve update delete create_and_run
  threads.messages: list create retrieve update delete
  threads.runs: list create retrieve update cancel submit_tool_outputs
  threads.runs.steps: list retrieve
  vector_stores: list create retrieve update delete search
  vector_stores.files: list create retrieve update delete content
  vector_stores.file_batches: create retrieve cancel files
  files: list create retrieve delete content
  uploads: create cancel complete
  uploads.parts: create
  batches: create list retrieve cancel
  fine_tuning.jobs: create list retrieve cancel pause resume events checkpoints
  fine_tuning.checkpoints.permissions: list create delete
  fine_tuning.alpha.graders: run validate
  images: generate edit create_variation
  audio.speech: create
  audio.transcriptions: create
  audio.translations: create
  audio.voice_consents: create list retrieve update delete
  audio.voices: create delete
  videos: create list retrieve delete content remix edit extend
  videos.characters: create retrieve
  containers: list create retrieve delete
  containers.files: list create retrieve delete content
  skills: create list retrieve update delete
  skills.versions: create list retrieve delete
  chatkit.sessions: cancel
  chatkit.threads: list retrieve delete items
  decisions: create
  safety.alerts: retrieve
  safety.cases: retrieve
  content_provenance_checks: create
  bedrock: converse converse_stream invoke_model invoke_model_with_response_stream count_tokens
  messages: create count_tokens
  messages.batches: create list retrieve cancel delete results
  models: generate_content stream_generate_content count_tokens predict embed_content batch_embed_contents
  endpoints: generate_content stream_generate_content count_tokens predict
  embed: create
  embed_all: create
  embed_sparse: create
  api.embed: create
  rerank: create
  score: create
  similarity: create
  predict: create
  info: retrieve
  http: *
`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [resource = '', verbs = ''] = line.trim().split(': ');
      return verbs.split(' ').map((verb) => `${resource}.${verb}`);
    }),
);
