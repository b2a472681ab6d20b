import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Certificate } from './certificate.ts';

export interface SmtpReceiver {
  readonly port: number;
  readonly mails: {
    readonly mail: ParsedMail;
    readonly raw: string;
    readonly to: string[];
    readonly secure: boolean;
  }[];
  readonly logins: {
    readonly method: string;
    readonly user: string | undefined;
    readonly secret: string | undefined;
  }[];
  stop(): Promise<void>;
}

/** A mail server on loopback that keeps what it is sent, parsed. Options as smtp-server's. */
export async function startSmtp({ key, cert }: Certificate, options: SMTPServerOptions = {}): Promise<SmtpReceiver> {
  const mails: SmtpReceiver['mails'] = [];
  const logins: SmtpReceiver['logins'] = [];
  const server = new SMTPServer({
    ...{ key, cert, logger: false, authOptional: true, authMethods: ['PLAIN', 'XOAUTH2'] },
    onAuth({ method, username, password, accessToken }, _session, callback) {
      logins.push({ method, user: username, secret: password ?? accessToken });
      callback(null, { user: username ?? '' });
    },
    onData(stream, session, callback) {
      void stream.toArray().then(async (chunks) => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ mail: await simpleParser(raw), raw, to, secure: session.secure });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server has an address of this form.
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, logins, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
