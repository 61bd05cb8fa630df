import { readFile } from 'node:fs/promises';
import { importEventKeys, readTrust, verifyPurgeCertificate } from '@sallyport/ledger';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

/** Verifies a kept certificate, offline, and tells what it says. Raises `certificate_invalid`, and what reading the files raises. */
export async function verifyCertificate(file: string, trust: string): Promise<string> {
  const { eventKeys } = await readTrust(await readFile(trust));
  const text = (await readFile(file, 'utf8')).trim();
  const certificate = await verifyPurgeCertificate(text, await importEventKeys(eventKeys));
  const { origin, session, reason, purgedAt, recording, event, index } = certificate;
  const said = Object.entries(recording).map(([name, value]) => [name, String(value)]);
  const rows = [
    ['session', session],
    ['purged', new Date(purgedAt).toISOString()],
    ['reason', reason],
    ...said,
    ['log', origin],
    ['event', `${event}, entry ${index}`],
  ];
  return `${layOut(rows.map((row) => row.map(visibleLine)))}\nVERIFIED\n`;
}
