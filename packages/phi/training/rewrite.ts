import type { MarkedDocument, MarkedSpan } from '@sallyport/testkit';

/** Writes a text anew, value by value and between them, keeping the marks. */
export function rewrite(
  { text, spans, ungraded }: MarkedDocument,
  writeValue: (value: string, span: MarkedSpan) => string,
  writeBetween: (between: string) => string,
): MarkedDocument {
  const marks = [...spans, ...ungraded.map((place) => ({ ...place, type: undefined }))].sort(
    (a, b) => a.start - b.start,
  );
  const written: MarkedSpan[] = [];
  const free: { start: number; end: number }[] = [];
  let out = '';
  let from = 0;
  for (const mark of marks) {
    out += writeBetween(text.slice(from, mark.start));
    const original = text.slice(mark.start, mark.end);
    const value = mark.type === undefined ? writeBetween(original) : writeValue(original, mark);
    const place = { start: out.length, end: out.length + value.length };
    if (mark.type === undefined) free.push(place);
    else if (value !== '') written.push({ ...place, type: mark.type });
    out += value;
    from = mark.end;
  }
  return { text: out + writeBetween(text.slice(from)), spans: written, ungraded: free };
}
