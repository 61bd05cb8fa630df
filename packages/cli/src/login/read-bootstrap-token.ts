import { password } from '@clack/prompts';
import { SallyportError } from '@sallyport/core';
import { isTty, type Terminal } from '../terminal.ts';

const LONGEST = 1_024;

/**
 * Reads a bootstrap token from standard input, never from the arguments, which every user of the machine sees: asked for on a terminal,
 * otherwise read to the end. Raises `body_missing`, `cancelled`, `request_invalid`.
 */
export async function readBootstrapToken(terminal: Terminal): Promise<string> {
  const token = (await (isTty(terminal.stderr) && isTtyInput(terminal) ? askFor(terminal) : readAll(terminal))).trim();
  if (token === '') throw new SallyportError('body_missing', { place: 'standard input' });
  return token;
}

function isTtyInput({ stdin }: Terminal): boolean {
  return 'isTTY' in stdin && stdin.isTTY === true;
}

async function askFor({ stdin, stderr }: Terminal): Promise<string> {
  const typed = await password({ message: 'Bootstrap token', input: stdin, output: stderr });
  if (typeof typed !== 'string') throw new SallyportError('cancelled');
  return typed;
}

async function readAll({ stdin }: Terminal): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > LONGEST) throw new SallyportError('request_invalid', { place: 'standard input' });
  }
  return text;
}
