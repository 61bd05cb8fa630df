import { ANTHROPIC_REFUSED } from '../operations/anthropic/refused.ts';
import { ANTHROPIC_TABLE } from '../operations/anthropic/table.ts';
import { COMPATIBLE_TABLE } from '../operations/compatible/table.ts';
import { GOOGLE_REFUSED } from '../operations/google/refused.ts';
import { GOOGLE_TABLE } from '../operations/google/table.ts';
import type { OperationEntry } from '../operations/operation-entry.ts';
import type { RefusedOperation } from '../operations/refused/refused-operation.ts';
import { REFUSAL_CODES, REFUSED_OPERATIONS } from '../operations/refused/refused-operations.ts';
import { OPERATION_TABLE } from '../operations/table.ts';

type Cells = readonly string[];

const HEAD = `# Operations

<!-- Written by a test from the tables in packages/wire/src/operations. To update it:
     npx pnpm run unit packages/wire/src/reference --update -->

Every operation of each provider's API, and what Sallyport does with it. One that is in no list is refused as \`operation_unknown\`.
Text is read and rewritten both ways; ids, names of models and tools, and keys the caller chose are searched, and an identifier in one
refuses the call. A form's files are text or refused. What a connection of kind \`http\` has is declared in its configuration.`;

/** What the page says of one API. */
interface Chapter {
  readonly title: string;
  readonly about: string;
  readonly covered: readonly OperationEntry[];
  readonly refused: readonly RefusedOperation[];
}

const CHAPTERS: readonly Chapter[] = [
  {
    title: 'OpenAI, Azure OpenAI, and servers that speak the same',
    about: `Kinds \`openai\`, \`azure-openai\` and \`openai-compatible\` (openai-node 7.57). Beside its query, each takes \`api-version\`. What
Azure also serves below \`/deployments/{deployment}\` is marked *.`,
    covered: OPERATION_TABLE,
    refused: REFUSED_OPERATIONS,
  },
  {
    title: 'Compatible servers alone',
    about: 'Kind `openai-compatible`, beside the above: vLLM, Text Embeddings Inference, Ollama.',
    covered: COMPATIBLE_TABLE,
    refused: [],
  },
  {
    title: 'Anthropic',
    about: 'Kind `anthropic` (@anthropic-ai/sdk 1.14).',
    covered: ANTHROPIC_TABLE,
    refused: ANTHROPIC_REFUSED,
  },
  {
    title: 'Vertex AI and the Gemini API',
    about: 'Kind `vertex` (@google/genai 3.3).',
    covered: GOOGLE_TABLE,
    refused: GOOGLE_REFUSED,
  },
];

/** The page `docs/reference/operations.md`: each operation of the tables in a line, and what becomes of it. */
export function operationsPage(): string {
  return [HEAD, ...CHAPTERS.flatMap(chapterLines)].join('\n\n').concat('\n');
}

function chapterLines({ title, about, covered, refused }: Chapter): readonly string[] {
  const rows = covered.map((entry) => coveredCells(entry));
  const lines = [`## ${title}`, about, table(['id', 'method', 'path', 'query', 'request', 'answer', 'stream'], rows)];
  if (refused.length === 0) return lines;
  const named = refused.map(({ id, method, path, reason }) => [id, method, code(path), code(REFUSAL_CODES[reason])]);
  return [...lines, '### Refused by name', table(['id', 'method', 'path', 'refused as'], named)];
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
  if (answers === 'lines') return 'lines of JSON';
  if (answers === 'nothing') return 'none';
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
