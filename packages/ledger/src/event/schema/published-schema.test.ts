import { join } from 'node:path';
import { CLIENT_EVENT_KINDS, EVENT_KINDS, type EventDetails, type EventFacts, type EventKind } from '@sallyport/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { payloadOf, SAMPLE_CLAIMS } from '../../proof/proof-samples.test-support.ts';
import { signProof } from '../../proof/sign-proof.ts';
import { encodeEvent } from '../encode-event.ts';
import { sampleEventSigner } from '../event-samples.test-support.ts';
import { SAMPLE_DETAILS } from './detail-samples.test-support.ts';
import { EVENT_FORMS, type EventForm } from './event-forms.ts';
import { EVENT_SCHEMA } from './event-schema.ts';

const FILE = join(import.meta.dirname, '../../../../../docs/reference/sallyport-event.schema.json');

const ajv = new Ajv2020({ strict: true, strictRequired: false });
const validate = ajv.compile(EVENT_SCHEMA);

function factsOf(kind: EventKind, details: EventDetails): EventFacts {
  return { id: crypto.randomUUID(), kind, time: 1_795_000_000_000, status: 'success', details };
}

function eventOf(kind: EventKind, details: EventDetails, more: Partial<EventFacts> = {}) {
  return encodeEvent({ ...factsOf(kind, details), ...more }, { version: '0.1.0' });
}

/** The details of these names. A detail that is narrowed in the form is as the form has it. */
function detailsOf(names: readonly (keyof EventDetails)[], form: EventForm): EventDetails {
  const all = form.by === 'client' ? { ...SAMPLE_DETAILS.all, ...SAMPLE_DETAILS.client } : SAMPLE_DETAILS.all;
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

const FORMS = EVENT_KINDS.flatMap((kind) =>
  EVENT_FORMS[kind].map((form, at) => [`${kind}, form ${at + 1}`, kind, form] as const),
);

/** Every object in a schema. */
function partsOf(schema: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return [schema as Readonly<Record<string, unknown>>, ...Object.values(schema).flatMap(partsOf)];
}

describe('the schema of events', () => {
  it('is published as it is; run the tests with -u to write it anew', async () => {
    await expect(`${JSON.stringify(EVENT_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(FILE);
  });

  it.each(FORMS)('takes %s, with what it must have and with all that it may', (_, kind, form) => {
    const least = detailsOf(form.must, form);
    const most = detailsOf([...form.must, ...form.may], form);
    const from = form.by === 'client' ? {} : { clientIp: '2001:db8::7' };
    const identity = { issuer: 'https://login.example.org/', subject: 'svc-triage' };
    for (const details of [least, most]) {
      for (const status of ['success', 'failure', 'unknown'] as const) {
        for (const more of [{ status }, { status, identity, ...from }]) {
          expect(validate(eventOf(kind, details, more)) || validate.errors).toBe(true);
        }
      }
    }
  });

  it.each(FORMS)('takes no %s without what it must have, nor with another kind’s detail', (_, kind, form) => {
    const whole = detailsOf([...form.must, ...form.may], form);
    const alone = ajv.getSchema(`#/$defs/${kind}`) ?? validate;
    for (const name of form.must) {
      const { [name]: __, ...rest } = whole;
      const least = Object.fromEntries(Object.entries(rest).filter(([held]) => form.must.includes(held as never)));
      // Where the operation is missing the kind stands for it, and no kind is an operation.
      expect([name, alone(eventOf(kind, least))]).toStrictEqual([name, false]);
    }
    const foreign = (Object.keys(SAMPLE_DETAILS.all) as (keyof EventDetails)[]).filter(
      (name) => !EVENT_FORMS[kind].some(({ must, may }) => [...must, ...may].includes(name)),
    );
    for (const name of foreign) {
      expect([name, validate(eventOf(kind, { ...whole, [name]: SAMPLE_DETAILS.all[name] }))]).toStrictEqual([
        name,
        false,
      ]);
    }
  });

  it('has no place for free text: no string without a pattern or a length, no object with more than it names', () => {
    const open = partsOf(EVENT_SCHEMA).filter((part) => 'properties' in part && part.additionalProperties !== false);
    expect(open.filter((part) => !isStatus(part))).toStrictEqual([]);
    const strings = partsOf(EVENT_SCHEMA).filter((part) => part.type === 'string');
    expect(strings.length).toBeGreaterThan(10);
    for (const part of strings) {
      expect(part).toMatchObject({ maxLength: expect.any(Number), pattern: expect.stringMatching(/^\^.*\$$/) });
    }
  });

  it('takes no text in any value of an event of whatever kind, but in who acted', () => {
    for (const [, kind, form] of FORMS) {
      const event = eventOf(kind, detailsOf([...form.must, ...form.may], form));
      for (const path of pathsIn(event)) {
        if (/subject|issuer|witnesses/.test(path.join('.'))) continue;
        expect([path, validate(withText(event, path))]).toStrictEqual([path, false]);
      }
    }
  });

  it('takes a client’s intent, and none with a claim that is not Sallyport’s', async () => {
    const signer = await sampleEventSigner();
    const payload = payloadOf(await signProof({ ...SAMPLE_CLAIMS, nonce: 'n-1' }, signer));
    expect(validate(payload) || validate.errors).toBe(true);
    expect(validate({ ...payload, note: 'Ann Quillonby' })).toBe(false);
    expect(validate({ ...payload, sallyport: { note: 'Ann Quillonby' } })).toBe(false);
  });

  it('has a form of the client’s for exactly the kinds that clients send', () => {
    const clients = FORMS.filter(([, , { by }]) => by === 'client').map(([, kind]) => kind);
    expect(clients).toStrictEqual([...CLIENT_EVENT_KINDS]);
  });
});

/** Which severity goes with which status: beside a closed schema, not instead of one. */
function isStatus({ properties }: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(properties as object).join() === 'severity_id,status_id';
}

function pathsIn(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [before];
  return Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...before, key]));
}

function withText(event: object, path: readonly string[]): object {
  const copy = structuredClone(event);
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (part, step) => part[step] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    );
  parent[path.at(-1) ?? ''] = 'Ann Quillonby, SSN 078-05-1120';
  return copy;
}
