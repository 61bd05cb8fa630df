import { expect, it } from 'vitest';
import { FORMAL_RECOGNIZERS } from './registry.ts';
import { scan } from './scan.ts';
import { spelled } from './testing/found.ts';

it.each([
  ['Patient: Ines Calloway\nCalloway was seen. Told Ines so.', ['Ines Calloway', 'Calloway', 'Ines']],
  ['Mr. Parkinson has no Parkinson disease', ['Parkinson']],
  ['Dr. Foley placed a Foley catheter', ['Foley']],
  ['Patient: Hope Alder. I hope so. Hope was here. We hope that Hope agrees.', ['Hope Alder', 'Hope', 'Hope']],
  ['Patient: Ines Alder. ALDER signed, IN ALDER-TAMSIN sign', ['Ines Alder', 'ALDER']],
  ['Patient: Ines de la Vega. Then de la Vega left.', ['Ines de la Vega', 'de la Vega']],
  ['Dr. Calloway came with Tamsin Calloway.', ['Calloway', 'Tamsin Calloway']],
])('finds in %j %j', (text, names) => {
  const spans = scan(text, { recognizers: FORMAL_RECOGNIZERS });
  expect(spelled(text, spans)).toEqual(names);
});
