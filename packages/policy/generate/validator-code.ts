import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { POLICY_SCHEMA } from '../src/document/schema/policy-schema.ts';
import { VALIDATED_SCHEMA } from '../src/document/schema/validated-schema.ts';

/** The validators of documents and of slices, as a module of their own that imports nothing and makes no code when it runs. */
export function validatorCode(): string {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true, lines: true },
    // Lengths in UTF-16 code units: otherwise the code would import ajv's own function.
    unicode: false,
    logger: false,
    schemas: [VALIDATED_SCHEMA],
  });
  const part = (name: string) => `${VALIDATED_SCHEMA.$id}#/$defs/${name}`;
  const code = standalone(ajv, { validateDocument: part('document'), validateSlice: part('slice') });
  return `// Made by \`pnpm generate\` from the schemas in ../schema. Not to be written by hand.\n${code}\n`;
}

/** The schema of documents as the file that editors read. */
export function schemaFile(): string {
  return `${JSON.stringify(POLICY_SCHEMA, null, 2)}\n`;
}
