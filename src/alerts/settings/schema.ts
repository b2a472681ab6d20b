import { z } from 'zod';
import { severities } from '../../model/finding.ts';

/** Names of hosts: labels of letters, digits and hyphens, a star for the first, a port where it is not 443. */
const hostPattern = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?$/;
const host = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(hostPattern, 'is not the name of a host, such as hooks.contoso.com or *.contoso.com');

/** No quotes, comments or lists: one plain address, so that nothing can be added to a header. */
export const emailAddress = z.email('is not an e-mail address').max(254);

const httpsUrl = z.url({ protocol: /^https$/, error: 'is not an address that begins with https://' });

/**
 * A secret is never written here, only the name of the app setting that holds it; that may be a Key Vault reference. The names of
 * the app's own settings are taken.
 */
const secret = z.strictObject({
  setting: z
    .string()
    .regex(/^[A-Za-z_]\w{0,127}$/, 'is not the name of an app setting')
    .refine((name) => !name.startsWith('KUBENET_AUDIT_'), 'must not begin with KUBENET_AUDIT_'),
});
export type SecretReference = z.infer<typeof secret>;

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 07:00')
  .default('07:00');

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const tagName = z.string().min(1).max(512);

/** `perTag`: one digest for each value of the tag, and one for what has none. Times are UTC. */
const send = z
  .discriminatedUnion('when', [
    z.strictObject({ when: z.literal('immediate') }),
    z.strictObject({ when: z.literal('daily'), at: timeOfDay, perTag: tagName.optional() }),
    z.strictObject({
      when: z.literal('weekly'),
      on: z.enum(weekdays).default('monday'),
      at: timeOfDay,
      perTag: tagName.optional(),
    }),
  ])
  .default({ when: 'immediate' });
export type SendChoice = z.infer<typeof send>;

const common = {
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not a name of lower-case letters, digits and hyphens'),
  /** The least that the channel hears of. */
  severity: z.enum(severities).default('low'),
  /** Empty for all. */
  subscriptions: z.array(z.guid('is not a subscription id').toLowerCase()).default([]),
  /** A cluster must carry all of them. */
  tags: z.record(tagName, z.string().max(256)).default({}),
  send,
};

const teams = z.strictObject({
  type: z.literal('teams'),
  ...common,
  url: secret,
  /** Sent as `X-Alert-Secret`, for a trigger condition of the workflow. */
  headerSecret: secret.optional(),
});

const slack = z.strictObject({ type: z.literal('slack'), ...common, url: secret });

const webhook = z.strictObject({
  type: z.literal('webhook'),
  ...common,
  url: secret,
  /** Signs the request: `whsec_` and base64, or any text of at least 16 characters. */
  signingSecret: secret,
});

const smtpAuth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('password'), user: z.string().min(1), password: secret }),
  /** XOAUTH2 with a token of the app's own identity. */
  z.strictObject({
    type: z.literal('xoauth2'),
    user: emailAddress,
    scope: httpsUrl.default('https://outlook.office365.com/.default'),
  }),
]);

const mailService = z.discriminatedUnion('type', [
  /** Sends as the mailbox `from`, with the app's own identity. */
  z.strictObject({ type: z.literal('graph'), endpoint: httpsUrl.default('https://graph.microsoft.com') }),
  z.strictObject({
    type: z.literal('smtp'),
    host: host.refine((name) => !/[*:]/.test(name), 'is not the name of one host'),
    port: z.number().int().min(1).max(65_535).default(587),
    /** `none` is for a relay inside a private network that asks for no password. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    auth: smtpAuth.optional(),
  }),
  /** Retires on 2028-09-30 and takes no new customers. With `endpoint`, the app's own identity signs in. */
  z.strictObject({
    type: z.literal('communicationServices'),
    endpoint: httpsUrl.optional(),
    connectionString: secret.optional(),
  }),
]);
export type MailService = z.infer<typeof mailService>;

const email = z.strictObject({
  type: z.literal('email'),
  ...common,
  from: emailAddress,
  to: z.array(emailAddress).max(50).default([]),
  /** Writes also to the value of the `perTag` tag, where that is an address in one of these domains. */
  recipientDomains: z.array(host.refine((name) => !/[*:]/.test(name), 'is not a domain')).default([]),
  /** Whether the findings come as a file. */
  attach: z.boolean().default(true),
  service: mailService,
});
export type EmailChannel = z.infer<typeof email>;

const channel = z.discriminatedUnion('type', [teams, slack, webhook, email]);
export type Channel = z.infer<typeof channel>;

/** The whole of the alert settings: one JSON object. Keys that are not here are refused. */
export const alertSettingsSchema = z
  .strictObject({
    /** Ignored: for editors. */
    $schema: z.string().optional(),
    /** Where the report is served, without a function key: notices link to it. */
    reportUrl: httpsUrl.optional(),
    /** What opens that address: sign-in with Microsoft Entra, or a function key. */
    reportOpensWith: z.enum(['entra', 'functionKey']).default('functionKey'),
    /** Hosts that webhooks may go to, beside Microsoft's own for Teams and Graph and Slack's for Slack. */
    allowedHosts: z.array(host).default([]),
    /** Hosts that may be at a private address. */
    privateHosts: z.array(host).default([]),
    giveUpAfterHours: z.number().min(1).max(168).default(24),
    channels: z.array(channel).max(50).default([]),
  })
  .superRefine(({ channels, reportUrl }, context) => {
    const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (reportUrl !== undefined && new URL(reportUrl).search !== '')
      problem(['reportUrl'], 'must have no query: a link carries no key');
    for (const [index, each] of channels.entries()) {
      const at = ['channels', index];
      if (channels.findIndex(({ name }) => name === each.name) < index)
        problem([...at, 'name'], 'is the name of another channel too');
      if (each.type === 'email') refuseMailMistakes(each, (path, message) => problem([...at, ...path], message));
    }
  });
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

function refuseMailMistakes(
  { to, recipientDomains, send: sending, service }: EmailChannel,
  problem: (path: string[], message: string) => void,
): void {
  const isSplit = sending.when !== 'immediate' && sending.perTag !== undefined;
  if (recipientDomains.length > 0 && !isSplit) problem(['recipientDomains'], 'needs a digest with perTag');
  if (to.length === 0 && recipientDomains.length === 0) problem(['to'], 'is empty: nobody would be written to');
  if (service.type === 'smtp' && service.security === 'none' && service.auth !== undefined) {
    problem(['service', 'auth'], 'must not go over a connection without TLS');
  }
  if (
    service.type === 'communicationServices' &&
    (service.endpoint === undefined) === (service.connectionString === undefined)
  ) {
    problem(['service'], 'needs either endpoint or connectionString');
  }
}
