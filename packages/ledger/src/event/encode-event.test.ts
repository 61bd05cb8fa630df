import { EVENT_KINDS, type EventFacts } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from './encode-event.ts';

const FACTS: EventFacts = {
  id: '0f9c2f3e-6f0a-4d3b-9a41-2f4f4a9f7d10',
  kind: 'session.outcome',
  time: 1_795_000_000_000,
  identity: { issuer: 'https://login.example.org/', subject: 'svc-triage' },
  clientIp: '192.0.2.7',
  status: 'failure',
  details: {
    correlationId: 'c2a0b0b6-8a52-4b57-8d8a-0d5b6d1f9b11',
    sessionId: '7d1d5a1c-90f3-4a93-a9d2-7f7a0a6b8a12',
    connection: 'openai',
    operation: 'embeddings.create',
    policy: 'sha256:00',
    rule: 'de-identified-text',
    found: { SSN: 2 },
    applied: { SSN: { redact: 2 } },
    masked: { NAME: 1 },
    bytesOut: 120,
    bytesBack: 80,
    upstreamStatus: 500,
    error: 'upstream_failed',
    grantId: '4a4a4b0e-15a9-4b35-8a7d-0d3c1f1f2e13',
    config: 'sha256:11',
  },
};

describe('encodeEvent', () => {
  it('puts every fact where OCSF has a place, and the rest under unmapped', () => {
    expect(encodeEvent(FACTS, { version: '0.1.0' })).toEqual({
      class_uid: 6003,
      category_uid: 6,
      activity_id: 99,
      type_uid: 600_399,
      time: 1_795_000_000_000,
      severity_id: 2,
      status_id: 2,
      metadata: {
        uid: FACTS.id,
        event_code: 'session.outcome',
        correlation_uid: FACTS.details.correlationId,
        version: '1.6.0',
        product: { name: 'Sallyport', vendor_name: 'Sallyport', version: '0.1.0' },
      },
      actor: {
        user: { uid: 'svc-triage' },
        idp: { uid: 'https://login.example.org/', issuer: 'https://login.example.org/' },
      },
      api: {
        operation: 'embeddings.create',
        service: { name: 'openai' },
        request: { uid: FACTS.details.sessionId },
        response: { code: 500, error: 'upstream_failed' },
      },
      src_endpoint: { ip: '192.0.2.7' },
      unmapped: {
        policy: 'sha256:00',
        rule: 'de-identified-text',
        found: { SSN: 2 },
        applied: { SSN: { redact: 2 } },
        masked: { NAME: 1 },
        bytesOut: 120,
        bytesBack: 80,
        grantId: FACTS.details.grantId,
        config: 'sha256:11',
      },
    });
  });

  it('has what OCSF requires of an event about which little is known', () => {
    const event = encodeEvent(
      { id: FACTS.id, kind: 'auth.failed', time: 1, status: 'failure', details: { error: 'token_invalid' } },
      { version: '0.1.0' },
    );
    expect(event).toMatchObject({
      severity_id: 3,
      actor: { user: { name: 'unknown', type_id: 0 } },
      api: { operation: 'auth.failed', response: { error: 'token_invalid' } },
      src_endpoint: { svc_name: 'sallyport' },
      unmapped: {},
    });
    expect(event.actor).not.toHaveProperty('idp');
    expect(event.api).not.toHaveProperty('service');
    expect(event.api).not.toHaveProperty('request');
  });

  it.each(EVENT_KINDS)('gives %s an activity and a type that fit each other', (kind) => {
    const event = encodeEvent({ ...FACTS, kind, status: 'success' }, { version: '0.1.0' });
    expect(event.type_uid).toBe(event.class_uid * 100 + event.activity_id);
    expect(event.status_id).toBe(1);
    expect([1, 3]).toContain(event.severity_id);
  });
});
