// `pnpm --filter @sallyport/policy generate`: writes what is made from the schemas.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { schemaFile, validatorCode } from './validator-code.ts';

const root = resolve(import.meta.dirname, '..');

writeFileSync(resolve(root, 'src/document/generated/validators.js'), validatorCode());
writeFileSync(resolve(root, 'policy.schema.json'), schemaFile());
writeFileSync(resolve(root, '../../docs/reference/policy.schema.json'), schemaFile());
