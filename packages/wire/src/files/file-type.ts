import type { FileKind } from './file-extension.ts';

/** A media type, RFC 9110 §8.3.1, with `charset` at most; a few clients write others, such as `boundary`, which mean nothing here. */
const MEDIA_TYPE =
  /^([a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64})[ \t]*(?:;[ \t]*charset=("?)([a-z0-9_-]{1,32})\2[ \t]*)?$/;

const LINES: ReadonlySet<string> = new Set(
  'application/jsonl application/x-jsonl application/jsonlines application/x-jsonlines application/x-ndjson application/ndjson'.split(
    ' ',
  ),
);
const ROWS: ReadonlySet<string> = new Set('text/csv text/tab-separated-values application/csv'.split(' '));
const TEXT: ReadonlySet<string> = new Set(
  `application/xml application/yaml application/x-yaml application/toml application/sql application/javascript
  application/x-javascript application/ecmascript application/typescript application/x-typescript application/x-sh
  application/x-python application/x-httpd-php application/x-subrip application/hl7-v2 application/hl7-v2+er7
  application/x-hl7 x-application/hl7-v2+er7 application/graphql application/x-tex application/x-latex`.split(/\s+/),
);
const UNREADABLE_TEXT: ReadonlySet<string> = new Set('text/rtf text/calendar text/vcard text/x-vcard'.split(' '));

/** What a declared media type says of a file: how to read it, that it says nothing (`unsaid`), or that it is not text. */
export function kindOfType(contentType: string | undefined): FileKind | 'unsaid' | undefined {
  const declared = contentType?.trim().toLowerCase() ?? '';
  if (declared === '') return 'unsaid';
  const [, type = '', , charset = 'utf-8'] = MEDIA_TYPE.exec(declared) ?? [];
  if (!(charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii')) return undefined;
  if (type === 'application/octet-stream' || type === 'binary/octet-stream') return 'unsaid';
  if (LINES.has(type)) return 'lines';
  if (ROWS.has(type)) return 'rows';
  if (type === 'application/json' || /^(?:application|text)\/[^/]*\+json$/.test(type)) return 'json';
  if (TEXT.has(type) || /^application\/[^/]*\+xml$/.test(type)) return 'text';
  return type.startsWith('text/') && !UNREADABLE_TEXT.has(type) ? 'text' : undefined;
}
