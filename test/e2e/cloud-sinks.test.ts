import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { KAFKA_ERRORS, type Kafka, type SentinelStandIn, startKafka, startSentinel } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EMBEDDING } from '../stack/callers.ts';
import { isEvent } from '../stack/read-verified.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** One secret, which the stack seals as `provider-key`, stands for all three. */
const SECRET = 'an invented secret of 1795';
const SLOWLY = { timeout: 60_000, interval: 50 };
const trusted = getCACertificates('default');
const MECHANISM = 'SCRAM-SHA-256';

let folder = '';
let kafka: Kafka;
let azure: SentinelStandIn;
let stack: Stack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-e2e-cloud-sinks-'));
  const sasl = { mechanisms: [MECHANISM], user: 'sallyport', password: SECRET } as const;
  [kafka, azure] = await Promise.all([startKafka({ nodes: 3, tls: true, sasl }), startSentinel()]);
  azure.secrets.add(SECRET);
  setDefaultCACertificates([...trusted, azure.certificate]);
  await writeFile(join(folder, 'ca.pem'), kafka.certificate ?? '');
  const { origin, tenantId, clientId, ruleId, stream } = azure;
  const top = `sinks:
  - name: lake
    kafka:
      brokers: [${kafka.brokers.map((broker) => `"${broker}"`).join(', ')}]
      topic: sallyport
      caFile: "${join(folder, 'ca.pem')}"
      sasl: { mechanism: ${MECHANISM}, user: sallyport, secret: provider-key }
  - name: sentinel
    sentinel:
      endpoint: "${origin}"
      ruleId: ${ruleId}
      stream: ${stream}
      credential: { tenantId: ${tenantId}, clientId: ${clientId}, secret: provider-key, authorityHost: "${origin}" }`;
  stack = await startStack({ providerKey: SECRET, top });
});
afterAll(async () => {
  await stack.close();
  setDefaultCACertificates(trusted);
  await vi.waitFor(() => expect(kafka.connections).toBe(0), SLOWLY);
  await Promise.all([kafka.close(), azure.close(), rm(folder, { recursive: true, force: true })]);
});

const call = () => stack.client().embeddings.create({ ...EMBEDDING, input: 'a marker' });
const fromKafka = () => kafka.records.map(({ value }) => JSON.parse(value ?? '{}'));
const fromAzure = () => azure.rows.map(({ Event }) => Event as { readonly metadata: { readonly sequence: number } });

/** Until both have as many as the ledger had when this was asked. */
async function caughtUp(): Promise<Awaited<ReturnType<Stack['leaves']>>> {
  const leaves = await stack.leaves();
  await vi.waitFor(() => {
    for (const events of [fromKafka(), fromAzure()]) {
      expect(new Set(events.map(({ metadata }) => metadata.sequence)).size).toBeGreaterThanOrEqual(leaves.length);
    }
  }, SLOWLY);
  return leaves;
}

describe('a companion, its Kafka and its Sentinel', () => {
  it('has them get what the ledger holds, in its order', async () => {
    await call();
    const leaves = await caughtUp();
    for (const events of [fromKafka(), fromAzure()]) {
      expect(events.map(({ metadata }) => metadata.sequence)).toEqual(events.map((_, index) => index));
      for (const [index, leaf] of leaves.entries()) {
        if (isEvent(leaf)) expect(events[index]).toMatchObject({ ...leaf, metadata: leaf.metadata });
      }
    }
    expect(new Set(kafka.records.map(({ partition }) => partition)).size).toBe(1);
  });

  it('loses nothing while they move, fail and drop, and delays no call for them', async () => {
    kafka.moveLeader();
    kafka.fail({ kind: 'drop', when: 'after' });
    kafka.fail({ kind: 'error', code: KAFKA_ERRORS.notEnoughReplicas });
    azure.fail({ kind: 'status', status: 503 });
    azure.fail({ kind: 'hang' });
    azure.revokeAll();
    for (let at = 0; at < 3; at++) await call();
    azure.mend();
    await caughtUp();
    const inOrder = [...new Set(fromKafka().map(({ metadata }) => metadata.sequence))];
    expect(inOrder).toEqual(inOrder.map((_, index) => index));
    expect(kafka.faults).toEqual([]);
  });

  it('shows nothing of a secret in its log', () => {
    expect(stack.log()).not.toMatch(new RegExp(`${SECRET}|Bearer|entra-`));
  });
});
