import { seededRandom } from './seeded-random.ts';
import { COMPLAINTS, DRUGS, FAMILY_NAMES, FINDINGS, GIVEN_NAMES, PLANS, STREETS } from './words.ts';

/** Draws from a seeded source. */
interface Draw {
  one(from: readonly string[]): string;
  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number;
}

type Sentence = (draw: Draw) => string;

/**
 * The clinical note of a number: one to six sentences about an invented person, in the shorthand that clinicians write, about
 * two in three with identifiers in them. The same number always gives the same note; different ones give different notes.
 */
export function inventedNote(number: number): string {
  const random = seededRandom(Math.imul(number + 1, 0x9e37_79b1));
  const draw: Draw = {
    one: (from) => from[Math.floor(random() * from.length)] ?? '',
    int: (low, high) => low + Math.floor(random() * (high - low + 1)),
  };
  const identified = random() < 0.66 ? [pick(IDENTIFYING, draw)] : [];
  const more = Array.from({ length: draw.int(0, 4) }, () => pick(CLINICAL, draw));
  const text = [...identified, PRESENTATION, ...more].map((sentence) => sentence(draw)).join(' ');
  return `${text} Weight ${draw.int(41, 129)}.${draw.int(0, 9)} kg, lab reference ${number.toString(36)}.`;
}

function pick(from: readonly Sentence[], draw: Draw): Sentence {
  return from[draw.int(0, from.length - 1)] ?? PRESENTATION;
}

const PRESENTATION: Sentence = ({ one, int }) =>
  `${int(18, 88)}yo ${one(['M', 'F'])} with ${one(COMPLAINTS)} x${int(1, 14)}d, BP ${int(94, 178)}/${int(52, 104)}, HR ${int(48, 128)}, SpO2 ${int(88, 100)}%.`;

const CLINICAL: readonly Sentence[] = [
  ({ one }) => `Exam: ${one(FINDINGS)}, ${one(FINDINGS)}.`,
  ({ one, int }) => `Started ${one(DRUGS)} ${int(1, 40) * 5} mg ${one(['daily', 'BID', 'TID', 'qhs', 'PRN'])}.`,
  ({ one, int }) =>
    `Labs: Na ${int(128, 146)}, K ${int(3, 5)}.${int(0, 9)}, creatinine ${int(0, 3)}.${int(10, 99)}, ${one(FINDINGS)}.`,
  ({ one }) => `Plan: ${one(PLANS)}; ${one(PLANS)}.`,
  ({ one }) => `Denies ${one(COMPLAINTS)} or ${one(COMPLAINTS)}.`,
];

const IDENTIFYING: readonly Sentence[] = [
  ({ one, int }) => `Patient: ${person(one)}, DOB ${date(int)}, MRN ${int(1_000_000, 9_999_999)}.`,
  ({ one, int }) => `Pt ${person(one)}, SSN ${int(101, 665)}-${int(10, 99)}-${int(1000, 9999)}, seen ${date(int)}.`,
  ({ one, int }) => `Mrs. ${one(FAMILY_NAMES)} called from (${int(201, 989)}) 555-0${int(100, 199)} on ${date(int)}.`,
  ({ one, int }) =>
    `Dr. ${person(one)} referred her from ${int(10, 9899)} ${one(STREETS)}; call back ${int(201, 989)}-555-0${int(100, 199)}.`,
  ({ one, int }) =>
    `Results to ${one(GIVEN_NAMES).toLowerCase()}.${one(FAMILY_NAMES).toLowerCase()}${int(1, 99)}@mail.example, member ID ${one(['H', 'K', 'W'])}${int(10_000_000, 99_999_999)}.`,
];

function person(one: Draw['one']): string {
  return `${one(GIVEN_NAMES)} ${one(FAMILY_NAMES)}`;
}

function date(int: Draw['int']): string {
  return `${String(int(1, 12)).padStart(2, '0')}/${String(int(1, 28)).padStart(2, '0')}/${int(1938, 2025)}`;
}
