import fc from 'fast-check';
import { EXAMPLES } from './clinical-text.ts';

const KEYS =
  'mrn name patient patientName dob note value system code text display id reference url first last family given line city zip phone email address telecom identifier resourceType birthDate type data contact date ssn x Ines'.split(
    ' ',
  );
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...EXAMPLES) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Calloway',
      'ines calloway',
      '19610417',
      '1961-04-17',
      '[NAME]',
      'Dr. [NAME]',
      'Patient/44',
      '',
    ),
  },
);
const key = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: value });
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(4471208, 19610417),
);

/** Any JSON document, of keys and values that say something more often than not; for tests. */
const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: value },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
    { weight: 3, arbitrary: fc.dictionary(key, tie('node'), { maxKeys: 4 }) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
    { weight: 1, arbitrary: tie('node').map((inner) => JSON.stringify(inner)) },
  ),
})).node;

/** The text of such a document, in one line or more, sometimes cut short or quoted in prose; for tests. */
export const anyJsonText: fc.Arbitrary<string> = fc
  .tuple(
    fc.dictionary(key, anyJson, { minKeys: 1, maxKeys: 4 }),
    fc.constantFrom(0, 2),
    fc.constantFrom('', '\n', 'Read this: '),
  )
  .map(([document, indent, lead]) => lead + JSON.stringify(document, null, indent));

const SEGMENTS = ['MSH|^~\\&', 'PID', 'PV1', 'NK1', 'OBX|1|TX', 'OBX|1|NM', 'ZPD', 'NTE', 'IN1'];
const mark = fc.constantFrom('|', '|', '|', '^', '^', '~', '&', '\\T\\', '||||');

/** Any HL7 v2 message; for tests. */
export const anyHl7: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...SEGMENTS),
      fc.array(
        fc.tuple(
          mark,
          value.map((text) => text.replace(/[\r\n]/g, ' ')),
        ),
        { maxLength: 12 },
      ),
    ),
    { maxLength: 5 },
  )
  .chain((segments) =>
    fc
      .constantFrom('\r', '\n', '\r\n')
      .map((end) =>
        [['MSH|^~\\&', []] as const, ...segments]
          .map(([name, fields]) => `${name}|${fields.map(([before, text]) => before + text).join('')}`)
          .join(end),
      ),
  );

const escaped = value.map((text) =>
  text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/g, ''),
);
const element = fc.constantFrom(
  ...'name given family patient addr city birthTime id text p b td observation effectiveTime'.split(' '),
);

/** Any well-formed XML; for tests. */
export const anyXml: fc.Arbitrary<string> = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      escaped,
      escaped.map((text) => `<!-- ${text.replaceAll('-', '')} -->`),
      fc.tuple(element, escaped).map(([name, text]) => `<${name} value="${text}"/>`),
      fc
        .tuple(element, fc.array(tie('node'), { maxLength: 4 }))
        .map(([name, nodes]) => `<${name}>${nodes.join('')}</${name}>`),
    ),
  }))
  .node.map((node) => `<ClinicalDocument>${node}</ClinicalDocument>`);

const cell = value.map((text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));

/** Any table with a row of headers; for tests. */
export const anyTable: fc.Arbitrary<string> = fc
  .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 })
  .map((rows) => ['mrn,name,note', ...rows.map((row) => row.join(','))].join('\n'));
