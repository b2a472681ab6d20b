import { mailHtml } from '../render/mail-html.ts';
import { mailSubject, mailText } from '../render/mail-text.ts';
import type { Notice } from '../render/notice.ts';
import type { AttachedFile, Attachment } from './attachment.ts';

/** A mail as every service takes it. Addresses are checked, and no header can hold a line break. */
export interface MailMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every attempt: mail systems drop the second copy of one they have. */
  readonly messageId: string;
  readonly attachments: readonly Attachment[];
}

export function createMail(
  notice: Notice,
  from: string,
  to: readonly string[],
  { file, note }: AttachedFile,
): MailMessage {
  return {
    from,
    to,
    subject: mailSubject(notice),
    text: mailText(notice, note),
    html: mailHtml(notice, note),
    messageId: `<${notice.id}@${from.split('@').at(-1)}>`,
    attachments: file === undefined ? [] : [file],
  };
}

/** For nodemailer, which both sends and composes. It may fetch nothing, and programs see that no person wrote this. */
export function nodemailerMessage({ from, to, attachments, ...rest }: MailMessage) {
  return {
    ...rest,
    from: { name: 'kubenet-audit', address: from },
    to: to.map((address) => ({ name: '', address })),
    attachments: attachments.map((attachment) => ({ ...attachment })),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
