/** How a file is read: as lines of JSON, as one JSON document, as rows below a row of names, or as plain text. */
export type FileKind = 'lines' | 'json' | 'rows' | 'text';

const words = (list: string): readonly string[] => list.split(/\s+/);

const KINDS: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...words('.jsonl .ndjson').map((extension) => [extension, 'lines'] as const),
  ...words('.json .geojson .ipynb').map((extension) => [extension, 'json'] as const),
  ...words('.csv .tsv .tab .psv').map((extension) => [extension, 'rows'] as const),
  ...words(
    `.txt .text .md .markdown .rst .adoc .tex .log .xml .html .htm .xhtml .cda .ccda .hl7 .er7 .srt .vtt .diff .patch
    .yaml .yml .toml .ini .cfg .conf .properties .sql .css .scss .py .js .mjs .cjs .jsx .ts .tsx .java .kt .scala .c .h
    .cc .cpp .hpp .cs .go .rs .rb .php .pl .r .m .swift .sh .bash .ps1 .lua .jl .proto .graphql`,
  ).map((extension) => [extension, 'text'] as const),
]);

/** How a file of this extension, its dot included, is read; `undefined` of one that is not text, or not known. */
export function kindOfExtension(extension: string): FileKind | undefined {
  return KINDS.get(extension.toLowerCase());
}

/** Tells whether an extension is that of a file that is read. */
export function isTextExtension(extension: string): boolean {
  return KINDS.has(extension.toLowerCase());
}
