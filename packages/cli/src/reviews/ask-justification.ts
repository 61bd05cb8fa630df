import { text } from '@clack/prompts';
import { SallyportError } from '@sallyport/core';
import { isTty, type Terminal } from '../terminal.ts';

/** Asks why, on a terminal. Raises `justification_invalid` where nobody can be asked, `cancelled`. */
export async function askJustification({ stdin, stderr }: Terminal): Promise<string> {
  const asked = isTty(stderr) && 'isTTY' in stdin && stdin.isTTY === true;
  if (!asked) throw new SallyportError('justification_invalid', { place: '--justification' });
  const typed = await text({ message: 'Why?', input: stdin, output: stderr });
  if (typeof typed !== 'string') throw new SallyportError('cancelled');
  return typed;
}
