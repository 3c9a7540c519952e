/** Mail to members, where `SMTP_URL` is set. Addresses are passed on and never logged. */
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

export interface Mail {
  /** Whether it was handed to the mail server; false where there is none. */
  invitation(o: { readonly to: string; readonly link: string }): Promise<boolean>;
}

export function openMail({ smtpUrl, publicUrl, log }: { smtpUrl?: string; publicUrl: string; log: Logger }): Mail {
  if (smtpUrl === undefined) return { invitation: async () => false };
  const transport = createTransport(smtpUrl, { from: `Candor <candor@${new URL(publicUrl).hostname}>` });
  return {
    invitation: async ({ to, link }) => {
      const text = `You were asked to join a workspace.\n\n${link}\n\nThe link works once, within seven days.\n`;
      return transport.sendMail({ to, subject: 'An invitation to Candor', text }).then(
        () => true,
        (error: { code?: string }) => {
          log.warn({ code: error.code ?? 'unknown' }, 'an invitation could not be mailed');
          return false;
        },
      );
    },
  };
}
