import { describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { playRecording } from './play-recording.ts';
import { chatEvents, each, HEADER, type Sample, sampleFrames } from './sample-recording.test-support.ts';

const STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };

async function shown(sample: Sample, { raw = false }: { readonly raw?: boolean } = {}): Promise<string> {
  const terminal = memoryTerminal();
  const pace = { wait: async () => true };
  expect(await playRecording(each(sampleFrames(sample)), { stdout: terminal.stdout, pace, raw })).toBe(true);
  return terminal.out();
}

const answerOf = (text: string) => text.slice(text.indexOf('── answer'));

describe('a recording on the terminal', () => {
  it('says whose it is, but not who called, then what was asked and answered', async () => {
    expect(await shown({})).toBe(`session      ${HEADER.session}
correlation  ${HEADER.correlationId}
connection   openai
operation    chat.completions.create
recorded     redacted
started      2026-11-29T14:00:00.000Z

── request: POST /chat/completions ──
│ {"model":"m","messages":[{"role":"user","content":"[NAME] was seen."}]}
── answer: 200, after 0.01 s ──
│ {"ok":true}
── end, after 0.01 s ──
`);
  });

  it('says that what was attached is not in it', async () => {
    const terminal = memoryTerminal();
    const frames = [{ ...HEADER, attachments: 2 }, ...sampleFrames().slice(1)];
    await playRecording(each(frames), { stdout: terminal.stdout, pace: { wait: async () => true }, raw: false });
    expect(terminal.out()).toContain('attached     2, not kept: a note stands in place of each');
  });

  it('shows of a stream what it says, as it comes', async () => {
    const events = chatEvents('Good ', 'day,\n', '[NA', 'ME].').join('');
    // However the bytes were cut, also within a line's end.
    const pieces = Array.from({ length: Math.ceil(events.length / 3) }, (_, at) => events.slice(at * 3, at * 3 + 3));
    expect(answerOf(await shown({ headers: STREAM, pieces }))).toBe(
      '── answer: 200, after 0.01 s ──\n│ Good day,\n│ [NAME].\n── end, after 0.01 s ──\n',
    );
    const crlf =
      pieces
        .join('')
        .replaceAll('\n', '\r\n')
        .match(/[\s\S]{1,2}/g) ?? [];
    expect(answerOf(await shown({ headers: STREAM, pieces: crlf }))).toContain('│ Good day,\n│ [NAME].\n── end');
    expect(await shown({ headers: STREAM, pieces }, { raw: true })).toContain('│ data: {"choices"');
  });

  it('shows the deltas of every kind of stream, and an error by its code', async () => {
    const events = [
      { type: 'response.output_text.delta', delta: 'one ' },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'two ' } },
      { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{"three"} ' } },
      { choices: [{ text: 'four ' }] },
      { choices: [{ delta: { tool_calls: [{ function: { arguments: 'five ' } }] } }] },
      { candidates: [{ content: { parts: [{ text: 'six ' }] } }] },
      { type: 'ping' },
      { error: { code: 'upstream_failed', message: 'words' } },
      null,
      [1],
    ].map((event) => `event: x\n: note\ndata: ${JSON.stringify(event)}\n\n`);
    expect(await shown({ headers: STREAM, pieces: [...events, 'data: no json\n\n'] })).toContain(
      '│ one two {"three"} four five six [error upstream_failed]no json\n',
    );
  });

  it('lets nothing drive the terminal or look like ours', async () => {
    const text = 'a\u001b[2J\u202eb\r\n── end, after 0.01 s ──\rc';
    const answer = answerOf(await shown({ headers: { 'content-type': 'text/plain' }, pieces: [...text] }));
    expect(answer).toBe(
      '── answer: 200, after 0.01 s ──\n│ a\\x1b[2J\\u202eb\n│ ── end, after 0.01 s ──\\x0dc\n── end, after 0.01 s ──\n',
    );
  });

  it('counts bytes that are no text, and passes over an event that is too long', async () => {
    const audio = await shown({ headers: { 'content-type': 'audio/mpeg' }, pieces: [Uint8Array.of(1, 2, 3), 'abc'] });
    expect(audio).toContain('│ (6 bytes that are no text)\n── end');
    const long = `data: ${'x'.repeat(1_100_000)}\n\n${chatEvents('short').join('')}`;
    expect(await shown({ headers: STREAM, pieces: [long] })).toContain(
      '── answer: 200, after 0.01 s ──\n│ short\n── end',
    );
  });

  it('marks one that was cut, and one that failed', async () => {
    expect(await shown({ end: 'cut' })).toMatch(/│ {"ok":true}\n── cut: the companion stopped here.* ──\n$/);
    expect(await shown({ end: { error: 'upstream_timeout' } })).toContain(
      '── end, after 0.01 s: upstream_timeout ──\n',
    );
  });

  it('waits as long as it took, and ends where somebody stops it', async () => {
    const terminal = memoryTerminal();
    const waits: number[] = [];
    const wait = async (ms: number) => waits.push(ms) < 6;
    const frames = sampleFrames({ pieces: ['a', 'b', 'c'], everyMs: 100 });
    expect(await playRecording(each(frames), { stdout: terminal.stdout, pace: { wait }, speed: 2 })).toBe(false);
    expect(waits).toEqual([0, 0, 0, 5, 50, 50]);
    expect(terminal.out()).toMatch(/│ a\n── stopped ──\n$/);
  });
});
