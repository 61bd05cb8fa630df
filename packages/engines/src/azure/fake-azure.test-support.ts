import { AzureKeyCredential, TextAnalyticsClient } from '@azure/ai-text-analytics';
import { type Asked, type FakeService, startFakeService } from '../fake-service.test-support.ts';
import { namesIn } from '../names-in.test-support.ts';

/** The real client, without retries, on a fake service. */
export function azureClient({ url }: Pick<FakeService, 'url'>): TextAnalyticsClient {
  return new TextAnalyticsClient(url, new AzureKeyCredential('not-a-key'), {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
}

/** Azure AI Language (Text Analytics v3.1, /entities/recognition/pii) that knows two names. */
export function startFakeAzure(): Promise<FakeService> {
  return startFakeService((asked) => ({ status: 200, json: recognize(asked) }));
}

/** An answer as the service gives it. */
export function azureAnswer(documents: readonly object[], errors: readonly object[] = []): unknown {
  return { documents, errors, modelVersion: '2021-01-15' };
}

function recognize({ body }: Asked): unknown {
  const { documents } = body as { documents: readonly { id: string; text: string }[] };
  return azureAnswer(
    documents.map(({ id, text }) => ({
      id,
      redactedText: '',
      warnings: [],
      entities: namesIn(text).map((name) => ({
        text: name.text,
        category: 'Person',
        offset: name.start,
        length: name.end - name.start,
        confidenceScore: 0.97,
      })),
    })),
  );
}
