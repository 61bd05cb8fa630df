import type { Entity, Span } from '@sallyport/core';

/** What an identifier looks like itself, the first that fits. */
const BY_FORM: readonly (readonly [RegExp, Entity])[] = [
  [/@|\(at\)/i, 'EMAIL'],
  [/^(?:https?:|www\.)|\.(?:com|org|net|example)\b/i, 'URL'],
  [/\.(?:jpe?g|png|heic|tiff?|gif|bmp|mp4|mov|dcm)\b/i, 'PHOTO'],
  [/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'IP'],
  [/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, 'DEVICE'],
];

/** What stands before one, the nearest that fits. */
const BY_LEAD: readonly (readonly [RegExp, Entity])[] = [
  [/\bfax\b/i, 'FAX'],
  [/\b(?:ph|tel|phone|cell|mobile|mob|pager|pgr|call|text|cb|ext|whatsapp)\b/i, 'PHONE'],
  [/\b(?:ssn|social(?: security)?|nino?|sin|nss)\b/i, 'SSN'],
  [/\b(?:mrn?|chart|record|unit no|nhs|nhi|chi|hospital no)\b/i, 'MRN'],
  [/\b(?:member|policy|group|grp|medicare|medicaid|mbi|hicn|subscriber|plan|insurance|health card)\b/i, 'HEALTH_PLAN'],
  [/\b(?:acct|account|card|iban|routing|aba|invoice|guarantor)\b/i, 'ACCOUNT'],
  [/\b(?:npi|dea|lic|licen[cs]e|gmc|nmc|ahpra|registration|colegiad[oa])\b/i, 'LICENSE'],
  [/\b(?:plates?|vin|tag|rego?|vehicle|car)\b/i, 'VEHICLE'],
  [/(?:\b(?:serial|s\/n|sn|udi|imei|mac|device|pump|implant)\b|\(21\))/i, 'DEVICE'],
  [/\b(?:fingerprint|voiceprint|iris|retina|face|palm|template|biometric)\b/i, 'BIOMETRIC'],
  [/\b(?:photo|image|picture|img)\b/i, 'PHOTO'],
];

const LEAD = 28;

/** Says what kind of identifier a span is, by its form and by what stands before it; `OTHER_ID` when neither tells. */
export function idTypeOf(text: string, { start, end }: Pick<Span, 'start' | 'end'>): Entity {
  const value = text.slice(start, end);
  const form = BY_FORM.find(([pattern]) => pattern.test(value));
  if (form !== undefined) return form[1];
  const lead = text.slice(Math.max(0, start - LEAD), start);
  const line = lead.slice(lead.lastIndexOf('\n') + 1);
  let nearest = -1;
  let type: Entity = 'OTHER_ID';
  for (const [pattern, entity] of BY_LEAD) {
    const at = line.search(pattern);
    if (at > nearest) [nearest, type] = [at, entity];
  }
  return type;
}
