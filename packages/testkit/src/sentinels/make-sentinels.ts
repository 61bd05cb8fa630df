import { randomInt } from 'node:crypto';
import type { Entity } from '@sallyport/core';
import { code, digits, vin, withLuhn, word } from './invent.ts';

/** An invented identifier that must not be seen where it does not belong. */
export interface Sentinel {
  /** Unique in its set: `SSN`, `LICENSE/npi`. */
  readonly name: string;
  readonly type: Entity;
  /** The identifier as it stands in the sentence. */
  readonly value: string;
  /** A sentence of a clinical note that carries the value, and no other identifier. */
  readonly sentence: string;
  /** Parts any one of which betrays the value: for a person each name, otherwise the whole. ASCII. */
  readonly marks: readonly string[];
}

interface Kind {
  readonly name: string;
  readonly type: Entity;
  /** Makes the value, and its marks where they are not simply the value. */
  readonly make: () => string | readonly [value: string, ...marks: string[]];
  readonly sentence: (value: string) => string;
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const HEX = '0123456789abcdef';

const KINDS: readonly Kind[] = [
  { name: 'NAME', type: 'NAME', make: personName, sentence: (v) => `Mrs. ${v} was seen for a follow-up visit.` },
  { name: 'LOCATION/street', type: 'LOCATION', make: street, sentence: (v) => `Address: ${v}. Lives with her sister.` },
  { name: 'DATE/birth', type: 'DATE', make: birthDate, sentence: (v) => `DOB: ${v}. Vitals stable.` },
  { name: 'PHONE', type: 'PHONE', make: phone, sentence: (v) => `Phone: ${v}, call after lunch.` },
  { name: 'FAX', type: 'FAX', make: phone, sentence: (v) => `Fax: ${v} for the referral.` },
  { name: 'EMAIL', type: 'EMAIL', make: email, sentence: (v) => `Reach the daughter at ${v} with results.` },
  { name: 'SSN', type: 'SSN', make: ssn, sentence: (v) => `SSN: ${v} is on file.` },
  { name: 'MRN', type: 'MRN', make: () => digits(10), sentence: (v) => `MRN: ${v}. Admitted from clinic.` },
  { name: 'HEALTH_PLAN', type: 'HEALTH_PLAN', make: memberId, sentence: (v) => `Member ID: ${v}, plan active.` },
  { name: 'ACCOUNT/card', type: 'ACCOUNT', make: card, sentence: (v) => `Card on file: ${v} for the copay.` },
  { name: 'LICENSE/npi', type: 'LICENSE', make: npi, sentence: (v) => `NPI: ${v} ordered the study.` },
  { name: 'VEHICLE/vin', type: 'VEHICLE', make: vin, sentence: (v) => `VIN: ${v} was on the crash report.` },
  { name: 'DEVICE/mac', type: 'DEVICE', make: mac, sentence: (v) => `The infusion pump has MAC address ${v} today.` },
  { name: 'URL', type: 'URL', make: url, sentence: (v) => `Portal page: ${v} was opened.` },
  { name: 'IP', type: 'IP', make: ip, sentence: (v) => `Video visit from IP address ${v} went well.` },
  {
    name: 'OTHER_ID/passport',
    type: 'OTHER_ID',
    make: passport,
    sentence: (v) => `Passport number: ${v}, travel advice given.`,
  },
];

/**
 * Invents one identifier of each kind, new on every call, each in a sentence of its own; `types` keeps only those entities.
 * Everything is made up: names are random syllables, numbers are random with right check digits, hosts are reserved ones.
 */
export function makeSentinels(types?: readonly Entity[]): readonly Sentinel[] {
  const kinds = types === undefined ? KINDS : KINDS.filter(({ type }) => types.includes(type));
  return Object.freeze(kinds.map(makeSentinel));
}

function makeSentinel({ name, type, make, sentence }: Kind): Sentinel {
  const made = make();
  const [value, ...marks] = typeof made === 'string' ? [made] : made;
  const all = marks.length === 0 ? [value] : marks;
  return Object.freeze({ name, type, value, sentence: sentence(value), marks: Object.freeze(all) });
}

function personName() {
  const [given, family] = [word(4), word(5)];
  return [`${given} ${family}`, given, family] as const;
}

function street() {
  const [number, name] = [digits(4), word(5)];
  return [`${number} ${name} Street`, name] as const;
}

function birthDate() {
  const [month, day] = [String(randomInt(1, 13)).padStart(2, '0'), String(randomInt(1, 29)).padStart(2, '0')];
  const year = String(randomInt(1940, 2000));
  return [`${month}/${day}/${year}`, `${month}/${day}/${year}`, `${year}-${month}-${day}`] as const;
}

/** In the 555 exchange, which no subscriber has. */
function phone(): string {
  return `(${randomInt(2, 10)}${randomInt(1, 10)}${randomInt(2, 10)}) 555-${digits(4)}`;
}

function email() {
  const local = `${word(4)}.${word(4)}`.toLowerCase();
  return [`${local}@example.org`, local] as const;
}

function ssn(): string {
  return `${randomInt(100, 666)}-${randomInt(10, 100)}-${digits(4)}`;
}

function memberId(): string {
  return `${code(UPPER, 3)}${digits(9)}`;
}

function card(): string {
  const number = withLuhn(`4${digits(14)}`);
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}

/** The NPI's check digit counts the prefix 80840, 45 CFR 162.406. */
function npi(): string {
  return withLuhn(`1${digits(8)}`, '80840');
}

/** A locally administered address. */
function mac(): string {
  return `02:${Array.from({ length: 5 }, () => code(HEX, 2)).join(':')}`;
}

function url() {
  const path = code('abcdefghijklmnopqrstuvwxyz', 12);
  return [`https://portal.example.org/patients/${path}`, path] as const;
}

/** In the block reserved for benchmarks, RFC 2544. */
function ip(): string {
  return `198.18.${randomInt(100, 256)}.${randomInt(100, 256)}`;
}

function passport(): string {
  return `${code(UPPER, 1)}${digits(8)}`;
}
