import { DockerfileParser } from 'dockerfile-ast';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDeploy } from './deploy-folder.ts';

interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

let instructions: readonly Instruction[];
beforeAll(async () => {
  const parsed = DockerfileParser.parse(await readDeploy('Dockerfile'));
  instructions = parsed.getInstructions().map((one) => ({
    keyword: one.getKeyword(),
    text: one.getArguments().map(String).join(' '),
  }));
});

const last = (keyword: string) => instructions.filter((one) => one.keyword === keyword).at(-1)?.text;
const final = () => instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));

describe('the Dockerfile', () => {
  it('builds in one stage and runs in another, both on an image of a pinned version', () => {
    const stages = instructions.filter(({ keyword }) => keyword === 'FROM');
    expect(stages).toHaveLength(2);
    for (const { text } of stages) expect(text).toMatch(/^node:24\.\d+-bookworm-slim(?: AS build)?$/);
  });

  it('runs as nobody, who owns nothing in it', () => {
    expect(last('USER')).toBe('65532:65532');
    const copies = final().filter(({ keyword }) => keyword === 'COPY');
    expect(copies.map(({ text }) => text)).toEqual(['/sallyport /opt/sallyport']);
  });

  it('fetches nothing by ADD, takes nothing secret, and runs nothing in its last stage', () => {
    const keywords = new Set(instructions.map(({ keyword }) => keyword));
    expect(keywords).not.toContain('ADD');
    expect(keywords).not.toContain('ARG');
    expect(final().map(({ keyword }) => keyword)).not.toContain('RUN');
    expect(
      instructions
        .filter(({ keyword }) => keyword === 'ENV')
        .map(({ text }) => text)
        .join(' '),
    ).not.toMatch(/key|token|secret|password/i);
  });

  it('ends on SIGTERM and tells whether it is ready', () => {
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
    expect(last('HEALTHCHECK')).toContain('/readyz');
    expect(last('ENTRYPOINT')).toContain('exec node /opt/sallyport/bin/sallyport.js');
  });
});
