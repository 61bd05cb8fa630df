type Json = Readonly<Record<string, unknown>>;

/** The texts that one event of a stream adds to what a model says: of chat and text completions, responses, messages and candidates. An error says its code. */
export function piecesOf(event: unknown): readonly string[] {
  const { choices, delta, candidates, error } = record(event);
  if (error !== undefined && error !== null) return [`[error ${text(record(error).code ?? record(error).type)}]`];
  return [
    ...list(choices).flatMap(choicePieces),
    ...(typeof delta === 'string' ? [delta] : deltaPieces(record(delta))),
    ...list(candidates).flatMap((candidate) =>
      list(record(record(candidate).content).parts).map((part) => text(record(part).text)),
    ),
  ];
}

function choicePieces(choice: unknown): readonly string[] {
  const { delta, text: said } = record(choice);
  const { content, refusal, tool_calls: calls } = record(delta);
  const called = list(calls).map((call) => text(record(record(call).function).arguments));
  return [text(said), text(content), text(refusal), ...called];
}

/** Anthropic's deltas. */
function deltaPieces({ text: said, thinking, partial_json: json }: Json): readonly string[] {
  return [text(said), text(thinking), text(json)];
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
