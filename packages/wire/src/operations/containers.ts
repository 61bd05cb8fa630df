import { FREE, ID, listOf, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { domainName } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { EXPIRY, NOTHING, ORDERED, pageOf, stored, whole } from './stored-object.ts';

const NETWORK: Readonly<Record<string, Shape>> = {
  type: oneOf('allowlist', 'disabled'),
  allowed_domains: listOf({ string: domainName }),
};

const MADE: Readonly<Record<string, Shape>> = {
  name: TEXT,
  expires_after: EXPIRY,
  memory_limit: oneOf('1g', '4g', '16g', '64g'),
};

const CONTAINER = stored(['container'], {
  ...MADE,
  last_active_at: NUMBER,
  network_policy: object(NETWORK),
  status: oneOf('running', 'active', 'expired', 'deleted'),
});

const SKILL = object({
  type: oneOf('skill_reference', 'inline'),
  skill_id: ID,
  version: ID,
  name: TEXT,
  description: TEXT,
  // An archive
  source: REFUSED,
});

const NEW_CONTAINER = whole({
  ...MADE,
  file_ids: listOf(ID),
  network_policy: object({
    ...NETWORK,
    domain_secrets: listOf(object({ domain: { string: domainName }, name: TEXT, value: TEXT })),
  }),
  skills: listOf(SKILL),
});

const FILE = stored(['container.file'], {
  bytes: NUMBER,
  container_id: ID,
  path: TEXT,
  source: oneOf('user', 'assistant'),
});

const PATH = '/containers/{container_id}';
const FILES = `${PATH}/files` as const;
const FILE_PATH = `${FILES}/{file_id}` as const;

/** Containers and the files in them. */
export const CONTAINERS: readonly OperationEntry[] = [
  row({ id: 'containers.list', call: 'GET /containers', query: [...ORDERED, 'name'], response: pageOf(CONTAINER) }),
  row({ id: 'containers.create', call: 'POST /containers', request: NEW_CONTAINER, response: CONTAINER }),
  row({ id: 'containers.retrieve', call: `GET ${PATH}`, response: CONTAINER }),
  row({ id: 'containers.delete', call: `DELETE ${PATH}`, response: NOTHING }),
  row({ id: 'containers.files.list', call: `GET ${FILES}`, query: ORDERED, response: pageOf(FILE) }),
  row({
    id: 'containers.files.create',
    call: `POST ${FILES}`,
    request: whole({ file_id: ID, file: REFUSED }),
    form: { file: 'file', file_id: ID },
    response: FILE,
  }),
  row({ id: 'containers.files.retrieve', call: `GET ${FILE_PATH}`, response: FILE }),
  row({ id: 'containers.files.delete', call: `DELETE ${FILE_PATH}`, response: NOTHING }),
  row({ id: 'containers.files.content', call: `GET ${FILE_PATH}/content`, response: FREE, answers: 'file' }),
];
