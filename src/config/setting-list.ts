import { z } from 'zod';
import { clouds, sourceChoices } from '../model/audit-engine.ts';
import { publishedLimits } from '../model/dated-facts.ts';
import { ScheduleError } from './ncrontab-field.ts';
import { parseSchedule } from './schedule.ts';

/** How callers of the HTTP routes prove who they are. `entra` only where the platform's sign-in stands in front. */
const signIns = ['key', 'entra'] as const;

const rolesOrGroups = 'app roles, or object ids of groups, separated by commas';

/** Every setting of the app, by its environment name: the documentation and the check of the environment are made from this. */
export const settingList = z.strictObject({
  KUBENET_AUDIT_SOURCE: z
    .enum(sourceChoices)
    .default('auto')
    .meta({
      form: oneOf(sourceChoices),
      meaning: 'Where facts come from. auto takes Azure Resource Graph where it answers, else the resource providers.',
    }),
  KUBENET_AUDIT_MANAGEMENT_GROUP: listOf(z.string().regex(/^[\w().-]{1,90}$/))
    .default([])
    .meta({
      form: 'ids of management groups, separated by commas',
      meaning:
        'Audits the subscriptions of these management groups. Nothing here and no subscription: all that can be seen.',
    }),
  KUBENET_AUDIT_SUBSCRIPTION: listOf(z.guid().toLowerCase()).default([]).meta({
    form: 'subscription ids, separated by commas',
    meaning: 'Audits these subscriptions.',
  }),
  KUBENET_AUDIT_CLUSTER: listOf(z.string().min(1)).default([]).meta({
    form: 'names or resource ids of clusters, separated by commas',
    meaning: 'Audits only these clusters of the subscriptions.',
  }),
  KUBENET_AUDIT_TAG: z
    .union([z.string().transform(splitAtCommas), z.array(z.string())])
    .transform(toTags)
    .default({})
    .meta({
      form: 'name=value pairs, separated by commas',
      meaning: 'Audits only clusters that carry all of these tags.',
    }),
  KUBENET_AUDIT_SCHEDULE: schedule('0 0 6 * * *', 'When the audit runs.'),
  KUBENET_AUDIT_SWEEP_SCHEDULE: schedule('0 */5 * * * *', 'When lost work is looked for and old runs are deleted.'),
  KUBENET_AUDIT_ROUTE_LIMIT: count(1, 1000, publishedLimits.routesPerTable, 'Routes that a route table may hold.'),
  KUBENET_AUDIT_IN_CLUSTER: z.stringbool().default(false).meta({
    form: 'true or false',
    meaning:
      "Also reads each kubenet cluster's own API. Needs listClusterUserCredential/action on the clusters, which Reader does not have, and deploy/kubernetes/cluster-role.yaml inside them.",
  }),
  KUBENET_AUDIT_MAX_RPS: z.coerce.number().positive().max(1000).optional().meta({
    form: 'a number above 0, up to 1000',
    meaning: "Requests to Azure a second that one instance sends at most. Left out, Azure's own limits decide.",
  }),
  KUBENET_AUDIT_CLOUD: z
    .enum(clouds)
    .default('public')
    .meta({ form: oneOf(clouds), meaning: 'The Azure cloud.' }),
  KUBENET_AUDIT_ARM_ENDPOINT: address("Azure Resource Manager, when not the cloud's own."),
  KUBENET_AUDIT_AUTHORITY_HOST: address("The Microsoft Entra authority, when not the cloud's own."),
  KUBENET_AUDIT_ARM_AUDIENCE: address("The audience of tokens for Azure Resource Manager, when not the cloud's own."),
  KUBENET_AUDIT_PORTAL_URL: address("The Azure portal that reports link to, when not the cloud's own."),
  KUBENET_AUDIT_SIGN_IN: z
    .enum(signIns)
    .default('key')
    .meta({
      form: oneOf(signIns),
      meaning:
        'Who may read the report: callers with a function key, or people whom Microsoft Entra sign-in has let in.',
    }),
  KUBENET_AUDIT_ENTRA_TENANT_ID: z.guid().toLowerCase().optional().meta({
    form: 'the id of a tenant',
    meaning: 'With Entra sign-in: the tenant that people must come from. Without it nobody is let in.',
  }),
  KUBENET_AUDIT_ENTRA_CLIENT_ID: z.guid().toLowerCase().optional().meta({
    form: 'the client id of an app registration',
    meaning:
      'With Entra sign-in: the app registration that people must have signed in to. Without it nobody is let in.',
  }),
  KUBENET_AUDIT_READERS: listOf(z.string().min(1)).default([]).meta({
    form: rolesOrGroups,
    meaning: 'With Entra sign-in: who may read. Left out, everybody who may sign in.',
  }),
  KUBENET_AUDIT_STARTERS: listOf(z.string().min(1)).default([]).meta({
    form: rolesOrGroups,
    meaning: 'With Entra sign-in: who of those that may read may also start an audit. Left out, all of them.',
  }),
  KUBENET_AUDIT_TRUST_PRINCIPAL_HEADERS: z.stringbool().default(false).meta({
    form: 'true or false',
    meaning:
      'With Entra sign-in: true only where something else than App Service stands in front of every request, takes the x-ms-client-principal headers off and sets its own. App Service says of itself that it does.',
  }),
  KUBENET_AUDIT_URL: address(
    "Where people reach the app, without /api: answers link to it. Left out: the platform's own name for the app.",
  ),
  KUBENET_AUDIT_START_INTERVAL_MINUTES: count(
    0,
    1440,
    5,
    'Minutes from the start of one audit that somebody asked for to the next.',
  ),
  KUBENET_AUDIT_ALERTS: z.string().optional().meta({
    form: 'JSON, or the path of a file that holds it',
    meaning: 'Who hears of what, and how. Left out, nobody is told.',
  }),
  KUBENET_AUDIT_WAIVERS: z.string().min(1).optional().meta({
    form: 'JSON, or the path of a file that holds it',
    meaning: 'Findings that somebody accepts for a while. Left out, only the tags of clusters say so.',
  }),
  KUBENET_AUDIT_PLAN_SETTINGS: z.string().min(1).optional().meta({
    form: 'JSON, or the path of a file that holds it',
    meaning:
      'In which order clusters migrate, and when none does: freezes, capacity, pairs (docs/plan.md). Left out, the defaults hold.',
  }),
  KUBENET_AUDIT_KEEP_RUNS: count(
    1,
    10_000,
    30,
    'Scheduled runs of which the whole report is kept, and as many of those that somebody asked for.',
  ),
  KUBENET_AUDIT_KEEP_HISTORY_DAYS: count(1, 10_000, 400, 'Days that the history for trends is kept.'),
  KUBENET_AUDIT_RESEND_MINUTES: count(1, 1440, 30, 'Minutes after which work that nobody touched is sent for again.'),
  KUBENET_AUDIT_RUN_LIMIT_HOURS: count(1, 168, 6, 'Hours after which a run is closed with what it has.'),
});
export type SettingValues = z.infer<typeof settingList>;

/** What `meta` says of each setting. */
export const settingTextSchema = z.object({ form: z.string(), meaning: z.string() });

function oneOf(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function listOf(item: z.ZodType<string, string>) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap(splitAtCommas))
    .pipe(z.array(item));
}

/** A command's options come as lists; of tags each is one pair, so that a value may hold a comma. */
function splitAtCommas(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function count(least: number, most: number, byDefault: number, meaning: string) {
  const form = `a whole number from ${least} to ${most}`;
  return z.coerce.number().int().min(least).max(most).default(byDefault).meta({ form, meaning });
}

function address(meaning: string) {
  const form = 'an address that begins with https://';
  return z
    .url({ protocol: /^https$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({ form, meaning });
}

function schedule(byDefault: string, meaning: string) {
  const form = 'an NCRONTAB expression with six fields, seconds first, in UTC';
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      try {
        parseSchedule(text);
      } catch (error) {
        if (!(error instanceof ScheduleError)) throw error;
        context.addIssue({ code: 'custom', message: error.message, params: { saysWhy: true } });
      }
    })
    .default(byDefault)
    .meta({ form, meaning });
}

function toTags(texts: readonly string[], context: z.RefinementCtx): Record<string, string> {
  const pairs = texts.map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  const isWhole = pairs.every(([name, value]) => name !== '' && value !== undefined);
  if (!isWhole) context.addIssue({ code: 'custom', message: 'not name=value' });
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}
