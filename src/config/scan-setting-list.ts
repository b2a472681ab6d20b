import { z } from 'zod';
import type { severities } from '../model/finding.ts';
import { settingList } from './setting-list.ts';

/** `any` counts findings for information too. */
export const failLevels = ['blocker', 'high', 'medium', 'low', 'any'] as const satisfies readonly (
  | (typeof severities)[number]
  | 'any'
)[];
export type FailLevel = (typeof failLevels)[number];

/** What only the commands read, by environment name, beside the settings they share with the app. */
export const scanOnlySettings = {
  KUBENET_AUDIT_INPUT: z.string().min(1).optional().meta({
    form: 'a folder',
    meaning: 'Audits the JSON files in this folder in place of Azure.',
  }),
  KUBENET_AUDIT_HISTORY: z.string().min(1).optional().meta({
    form: 'a folder',
    meaning: 'Leaves what this audit counted in the folder, and draws the pace from what earlier ones left there.',
  }),
  KUBENET_AUDIT_IAC: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (Array.isArray(given) ? given : given.split(',').map((path) => path.trim())))
    .pipe(z.array(z.string().min(1)))
    .default([])
    .meta({
      form: 'folders or files, separated by commas',
      meaning: 'Reads this code too, and says where each cluster is written. Nothing in it is executed.',
    }),
  KUBENET_AUDIT_BICEP: z.string().min(1).optional().meta({
    form: 'a program, or none',
    meaning:
      'The Bicep compiler, for what the source of that code leaves open. Left out: the one on the PATH, where there is one.',
  }),
  KUBENET_AUDIT_FORMAT: z.string().optional().meta({
    form: 'the name of a format',
    meaning: 'Form of the report. Left out: what the name of the output file says, else a table.',
  }),
  KUBENET_AUDIT_OUTPUT: z.string().min(1).default('-').meta({
    form: 'a file, or - for standard output',
    meaning: 'Where the report goes.',
  }),
  KUBENET_AUDIT_AS_OF: z
    .string()
    .pipe(z.union([z.iso.date(), z.iso.datetime({ offset: true })]))
    .transform((text) => new Date(text))
    .optional()
    .meta({
      form: 'a date (2026-11-22, midnight in UTC) or a moment with its zone (2026-11-22T06:00:00Z)',
      meaning: 'The day the clusters are judged for. Left out: now.',
    }),
  KUBENET_AUDIT_FAIL_ON: z
    .enum(failLevels)
    .optional()
    .meta({
      form: `${failLevels.slice(0, -1).join(', ')} or ${failLevels.at(-1)}`,
      meaning: 'Exit with 3 when a finding of any check fails at this severity or above.',
    }),
  KUBENET_AUDIT_REQUIRE_COMPLETE: flag('Exit with 4 when something could not be read.'),
  KUBENET_AUDIT_VERBOSE: flag('Show each request to Azure, and where an error comes from.'),
};

/** Everything a scan can be told. */
export const scanSettingList = z.strictObject({
  ...settingList.pick({
    KUBENET_AUDIT_MANAGEMENT_GROUP: true,
    KUBENET_AUDIT_SUBSCRIPTION: true,
    KUBENET_AUDIT_SOURCE: true,
    KUBENET_AUDIT_CLUSTER: true,
    KUBENET_AUDIT_TAG: true,
    KUBENET_AUDIT_IN_CLUSTER: true,
    KUBENET_AUDIT_MAX_RPS: true,
    KUBENET_AUDIT_ROUTE_LIMIT: true,
    KUBENET_AUDIT_CLOUD: true,
    KUBENET_AUDIT_ARM_ENDPOINT: true,
    KUBENET_AUDIT_AUTHORITY_HOST: true,
    KUBENET_AUDIT_ARM_AUDIENCE: true,
    KUBENET_AUDIT_PORTAL_URL: true,
    KUBENET_AUDIT_WAIVERS: true,
    KUBENET_AUDIT_PLAN_SETTINGS: true,
  }).shape,
  ...scanOnlySettings,
});
export type ScanSettingName = keyof typeof scanSettingList.shape;

function flag(meaning: string) {
  return z.stringbool().default(false).meta({ form: 'true or false', meaning });
}
