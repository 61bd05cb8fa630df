import type { EmailConfig } from '../../config/index.ts';
import type { Notice } from '../notice.ts';
import { factsOf, headlineOf, isOpen } from '../notice-facts.ts';

/** An e-mail, as nodemailer takes it: plain text alone. */
export interface EmailMessage {
  readonly from: string;
  readonly to: string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes the e-mail of a notice. Its `Message-ID` (RFC 5322 §3.6.4) is the same at every attempt, and no robot answers it (RFC 3834). */
export function emailMessage(notice: Notice, { from, to }: Pick<EmailConfig, 'from' | 'to'>): EmailMessage {
  const { review, id } = notice;
  const lines = factsOf(notice).map(({ title, value }) => `${title}:`.padEnd(12) + value);
  const next = isOpen(review)
    ? `Look at it and decide it:\n\n    sallyport reviews show ${review.id}\n`
    : `Look at it:\n\n    sallyport reviews show ${review.id}\n`;
  return {
    from,
    to: [...to],
    subject: `${headlineOf(notice)}: ${review.connection}`,
    text: `${headlineOf(notice)}.\n\n${lines.join('\n')}\n\n${next}\n${review.url}\n`,
    messageId: `<${id}@${new URL(review.url).hostname.replaceAll(/[^A-Za-z0-9.-]/g, '')}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
