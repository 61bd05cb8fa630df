import type { Document } from 'yaml';
import { isAlias, isCollection, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { FaultPath } from './fault.ts';

const MOST_ALIASES = 16;

/** A YAML file read: its value, and where in the text each part stands. */
export interface ParsedYaml {
  readonly value: unknown;
  /** `line:column` of the value at a path, of its key when `key` is named, or of the nearest part above that exists. */
  readonly locate: (path: FaultPath, key?: string) => string;
}

/** What stopped the parser, with its position. */
export interface YamlFault {
  readonly position: string;
  readonly message: string;
}

/**
 * Parses YAML 1.2 strictly: one document, no duplicate keys, no custom tags, at most 16 aliases.
 * The faults never quote the text.
 */
export function parseYaml(text: string): ParsedYaml | YamlFault {
  const lines = new LineCounter();
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${line}:${col}`;
  };
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) return { position: position(problem.pos[0]), message: describeProblem(problem.code) };
  const alias = firstAliasTooMany(document);
  if (alias !== undefined) return { position: position(alias), message: 'has too many aliases' };
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
    locate: (path, key) => position(offsetOf(document, path, key)),
  };
}

function describeProblem(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'names one key twice';
  if (code === 'TAG_RESOLVE_FAILED') return 'has a tag that is not allowed';
  if (code === 'MULTIPLE_DOCS') return 'holds more than one document';
  return 'is not valid YAML';
}

function firstAliasTooMany(document: Document): number | undefined {
  let seen = 0;
  let offset: number | undefined;
  visit(document, {
    Alias(_, node) {
      if (++seen <= MOST_ALIASES) return undefined;
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function offsetOf(document: Document, path: FaultPath, key: string | undefined): number {
  let node = resolve(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (!isCollection(node)) return offset;
    node = resolve(document, node.get(step, true));
    if (node === undefined) return offset;
    offset = node.range?.[0] ?? offset;
  }
  return (key === undefined ? undefined : keyOffset(node, key)) ?? offset;
}

function keyOffset(node: Node | undefined, key: string): number | undefined {
  if (!isMap(node)) return undefined;
  for (const pair of node.items) if (isScalar(pair.key) && String(pair.key.value) === key) return pair.key.range?.[0];
  return undefined;
}

function resolve(document: Document, value: unknown): Node | undefined {
  const node = value as Node | null | undefined;
  if (isAlias(node)) return node.resolve(document);
  return node ?? undefined;
}

/** Tells a fault from a parsed file. */
export function isYamlFault(parsed: ParsedYaml | YamlFault): parsed is YamlFault {
  return 'message' in parsed;
}
