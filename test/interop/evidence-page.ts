import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What `docs/evidence.md` tells a stranger to do. */
export interface EvidencePage {
  /** The Go program. */
  readonly program: string;
  /** The shell's lines, by the heading they stand under, in their order. */
  readonly steps: readonly { readonly title: string; readonly script: string }[];
}

const PAGE = fileURLToPath(new URL('../../docs/evidence.md', import.meta.url));
const PART = /^## The same, with nothing of ours$/m;

/** Reads the page's last part: what is run here is what stands there, to the letter. */
export async function readEvidencePage(): Promise<EvidencePage> {
  const [, part = ''] = (await readFile(PAGE, 'utf8')).split(PART);
  const blocks = part.split(/^### /m).slice(1);
  const steps = blocks.flatMap((block) => {
    const title = block.slice(0, block.indexOf('\n'));
    return [...block.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, script = '']) => ({ title, script }));
  });
  const [, program = ''] = /^```go\n(.*?)^```$/ms.exec(part) ?? [];
  return { program, steps };
}
