import { FLAG, ID, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { FORM_FLAG } from './form-values.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { deletion, ORDERED, pageOf, stored, whole } from './stored-object.ts';

const NAMED: Readonly<Record<string, Shape>> = { name: TEXT, description: TEXT };

const SKILL = stored(['skill'], { ...NAMED, default_version: ID, latest_version: ID });

const VERSION = stored(['skill.version'], { ...NAMED, skill_id: ID, version: ID });

const PATH = '/skills/{skill_id}';
const VERSIONS = `${PATH}/versions` as const;
const VERSION_PATH = `${VERSIONS}/{version}` as const;

/** The skills family. A skill is written as text files; as an archive it is refused. */
export const SKILLS: readonly OperationEntry[] = [
  row({
    id: 'skills.create',
    call: 'POST /skills',
    request: whole({ files: REFUSED }),
    form: { files: 'file' },
    response: SKILL,
  }),
  row({ id: 'skills.list', call: 'GET /skills', query: ORDERED, response: pageOf(SKILL) }),
  row({ id: 'skills.retrieve', call: `GET ${PATH}`, response: SKILL }),
  row({ id: 'skills.update', call: `POST ${PATH}`, request: whole({ default_version: ID }), response: SKILL }),
  row({ id: 'skills.delete', call: `DELETE ${PATH}`, response: deletion('skill.deleted') }),
  row({
    id: 'skills.versions.create',
    call: `POST ${VERSIONS}`,
    request: whole({ default: FLAG, files: REFUSED }),
    form: { default: FORM_FLAG, files: 'file' },
    response: VERSION,
  }),
  row({ id: 'skills.versions.list', call: `GET ${VERSIONS}`, query: ORDERED, response: pageOf(VERSION) }),
  row({ id: 'skills.versions.retrieve', call: `GET ${VERSION_PATH}`, response: VERSION }),
  row({
    id: 'skills.versions.delete',
    call: `DELETE ${VERSION_PATH}`,
    response: whole({ id: ID, object: oneOf('skill.version.deleted'), deleted: FLAG, version: ID }),
  }),
];
