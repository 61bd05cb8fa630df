type Json = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown, most: number): boolean => {
  const { type, text } = (value ?? {}) as Json;
  return type === 'plain_text' && typeof text === 'string' && text.length >= 1 && text.length <= most;
};

/** Of each kind of block, what Slack's reference of Block Kit demands of those that we use. */
const BLOCKS: Readonly<Record<string, (block: Json) => boolean>> = {
  header: ({ text }) => isPlain(text, 150),
  section: ({ text, fields }) =>
    fields === undefined
      ? isPlain(text, 3000)
      : Array.isArray(fields) && fields.length >= 1 && fields.length <= 10 && fields.every((one) => isPlain(one, 2000)),
  actions: ({ elements }) =>
    Array.isArray(elements) &&
    elements.length >= 1 &&
    elements.length <= 25 &&
    elements.every(isButton) &&
    areUnique(elements),
  input: ({ label, hint, element }) =>
    isPlain(label, 2000) && (hint === undefined || isPlain(hint, 2000)) && isInput((element ?? {}) as Json),
};

function isButton({ type, text, action_id: id, value, url, style }: Json): boolean {
  const short = (given: unknown, most: number) =>
    given === undefined || (typeof given === 'string' && given.length <= most);
  const styled = style === undefined || style === 'primary' || style === 'danger';
  const linked = url === undefined || (short(url, 3000) && URL.canParse(String(url)));
  return type === 'button' && isPlain(text, 75) && short(id, 255) && short(value, 2000) && linked && styled;
}

function areUnique(elements: readonly Json[]): boolean {
  return new Set(elements.map(({ action_id: id }) => id)).size === elements.length;
}

function isInput({ type, min_length: least = 0, max_length: most = 3000 }: Json): boolean {
  return type === 'plain_text_input' && Number(least) <= Number(most) && Number(most) <= 3000;
}

/** Tells whether Slack would take these blocks. */
export function areBlocks(blocks: unknown, most = 50): boolean {
  const isBlock = (block: Json) => BLOCKS[String(block.type)]?.(block) === true;
  return Array.isArray(blocks) && blocks.length >= 1 && blocks.length <= most && blocks.every(isBlock);
}

/** Tells whether Slack would open this view. */
export function isModal(view: unknown): boolean {
  const { type, title, submit, close, blocks, private_metadata: metadata = '' } = (view ?? {}) as Json;
  const asks = Array.isArray(blocks) && blocks.some((block: Json) => block.type === 'input');
  const labelled = isPlain(title, 24) && (submit === undefined ? !asks : isPlain(submit, 24));
  return (
    type === 'modal' &&
    labelled &&
    (close === undefined || isPlain(close, 24)) &&
    areBlocks(blocks, 100) &&
    String(metadata).length <= 3000
  );
}
