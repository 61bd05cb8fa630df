/** What numbers with dots behind it count: parts of documents, versions, entries of classifications. */
const NUMBERED_BEFORE =
  /(?<!\p{L})(?:version|ver|v|release|rel|rev|build|driver|firmware|fw|sw|software|app|kernel|bios|bootloader|module|section|sect?|clause|chapter|ch|paragraph|para|article|appendix|table|listing|annex|policy|standard|std|rule|ziffer|kapitel|ahfs|ec|oid|§{1,2})\.? ?[:=]? ?["']?$/iu;
/** `4.3.2(b)`, and the time-like classes of a formulary: `24:32.08`. */
const PARAGRAPH_BEHIND = /^\([a-z]\)/;
const CLASS_BEFORE = /\d:$/;

/** Whether numbers with dots count versions, sections or classes, as what stands around them says. */
export function isNumbering(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  return (
    (NUMBERED_BEFORE.test(before) && !/[\p{L}\p{N}]$/u.test(before)) ||
    CLASS_BEFORE.test(before) ||
    PARAGRAPH_BEHIND.test(text.slice(end, end + 3))
  );
}
