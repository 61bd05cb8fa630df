import type { OperationEntry } from '../operations/operation-entry.ts';
import { REFUSAL_CODES, REFUSED_OPERATIONS } from '../operations/refused/refused-operations.ts';
import { OPERATION_TABLE } from '../operations/table.ts';

type Cells = readonly string[];

const HEAD = `# Operations

<!-- Written by a test from the tables in packages/wire/src/operations. To update it:
     npx pnpm run unit packages/wire/src/reference --update -->

Every operation of the OpenAI API (openai-node 7.57), and what Sallyport does with it. An operation that is in neither list is refused as
\`operation_unknown\`.`;

const COVERED = `## Covered

Text is read and rewritten both ways; ids, names of models and tools, and keys the caller chose are searched, and an identifier in one
refuses the call. A form's files are text or refused. Beside its query, each takes \`api-version\`. What Azure also serves below
\`/deployments/{deployment}\` is marked *.`;

const REFUSED = `## Refused by name`;

/** The page \`docs/reference/operations.md\`: each operation of the tables in a line, and what becomes of it. */
export function operationsPage(): string {
  const covered = table(
    ['id', 'method', 'path', 'query', 'request', 'answer', 'stream'],
    OPERATION_TABLE.map((entry) => coveredCells(entry)),
  );
  const refused = table(
    ['id', 'method', 'path', 'refused as'],
    REFUSED_OPERATIONS.map(({ id, method, path, reason }) => [id, method, code(path), code(REFUSAL_CODES[reason])]),
  );
  return [HEAD, COVERED, covered, REFUSED, refused].join('\n\n').concat('\n');
}

function coveredCells(entry: OperationEntry): Cells {
  const { id, method, path, deployments, query, events } = entry;
  return [
    deployments ? `${id} \\*` : id,
    method,
    code(path),
    query.map(code).join(' '),
    requestOf(entry),
    answerOf(entry),
    events === undefined ? 'no' : 'yes',
  ];
}

function requestOf({ request, form }: OperationEntry): string {
  if (form === undefined) return request === undefined ? 'none' : 'text';
  const files = Object.values(form).some((field) => field === 'file' || field === 'part');
  const written = files ? 'form with a file' : 'form';
  return request === undefined ? written : `text or ${written}`;
}

function answerOf({ answers }: OperationEntry): string {
  if (answers === 'file') return 'file of text';
  if (answers === 'media') return 'sound or pictures, made';
  return 'text';
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A table in Markdown, its columns in line. */
function table(head: Cells, rows: readonly Cells[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: Cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
