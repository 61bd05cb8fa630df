import { type Asked, type FakeService, startFakeService } from '../fake-service.test-support.ts';
import { inCodePoints, namesIn } from '../names-in.test-support.ts';

/** A Presidio analyzer that knows two names. */
export function startFakePresidio(): Promise<FakeService> {
  return startFakeService((asked) => ({ status: 200, json: analyze(asked) }));
}

function analyze({ body }: Asked): unknown {
  const { text } = body as { text: string };
  return namesIn(text).map(({ start, end }) => ({
    entity_type: 'PERSON',
    start: inCodePoints(text, start),
    end: inCodePoints(text, end),
    score: 0.85,
    analysis_explanation: null,
    recognition_metadata: { recognizer_name: 'SpacyRecognizer' },
  }));
}
