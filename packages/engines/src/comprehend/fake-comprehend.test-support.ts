import { ComprehendMedical } from '@aws-sdk/client-comprehendmedical';
import { type Asked, type FakeService, startFakeService } from '../fake-service.test-support.ts';
import { inCodePoints, namesIn } from '../names-in.test-support.ts';

/** The real client, without retries, on a fake service. */
export function comprehendClient({ url }: Pick<FakeService, 'url'>): ComprehendMedical {
  return new ComprehendMedical({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'not-an-id', secretAccessKey: 'not-a-key' },
    maxAttempts: 1,
  });
}

/** Comprehend Medical's DetectPHI (AWS JSON 1.1) that knows two names. */
export function startFakeComprehend(): Promise<FakeService> {
  return startFakeService((asked) => ({ status: 200, json: detectPhi(asked) }));
}

function detectPhi({ body }: Asked): unknown {
  const { Text } = body as { Text: string };
  return {
    ModelVersion: '2.0.0',
    Entities: namesIn(Text).map((name, Id) => ({
      Id,
      BeginOffset: inCodePoints(Text, name.start),
      EndOffset: inCodePoints(Text, name.end),
      Score: 0.99,
      Text: name.text,
      Category: 'PROTECTED_HEALTH_INFORMATION',
      Type: 'NAME',
      Traits: [],
    })),
  };
}
