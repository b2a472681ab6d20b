import type { AddCommand } from './command.ts';

/** A command as the program's help has it. The rest is read when the command is called: all of them are most of a second to load. */
export interface ListedCommand {
  /** Its name, and what may follow, as the command's own help says it. */
  readonly line: string;
  readonly description: string;
  readonly load: () => Promise<AddCommand>;
}

/** Every command, in the order of the help: adding one is one file and one entry here. */
export const commands: readonly ListedCommand[] = [
  {
    line: 'scan [options]',
    description: 'Audit clusters and write a report.',
    load: async () => (await import('./scan.ts')).addScan,
  },
  {
    line: 'iac [options] <PATH...>',
    description: 'Find the code that makes kubenet clusters: Terraform, Bicep, ARM, scripts, pipelines and more.',
    load: async () => (await import('./iac.ts')).addIac,
  },
  {
    line: 'report [options]',
    description: 'Render a report saved with --format json in another format.',
    load: async () => (await import('./report.ts')).addReport,
  },
  {
    line: 'diff [options] <OLD> <NEW>',
    description: 'Compare two reports: what opened, changed, was waived, fixed, migrated, appeared, is gone.',
    load: async () => (await import('./diff.ts')).addDiff,
  },
  {
    line: 'plan [options]',
    description: 'Plan the migration: in which week each cluster leaves kubenet, and what becomes of its addresses.',
    load: async () => (await import('./plan.ts')).addPlan,
  },
  {
    line: 'checks [options]',
    description: 'List every check: code, severity, category, title.',
    load: async () => (await import('./checks.ts')).addChecks,
  },
  {
    line: 'explain <CODE>',
    description: 'Explain one check: when it fails, why it matters, how to mend it.',
    load: async () => (await import('./explain.ts')).addExplain,
  },
  {
    line: 'diagram [options] <CLUSTER>',
    description: "Draw a cluster's network: subnets, nodes, routes and pods.",
    load: async () => (await import('./diagram.ts')).addDiagram,
  },
  {
    line: 'runbook [options] <CLUSTER>',
    description: 'Write how a cluster leaves kubenet: conditions, every command, proof, clean-up.',
    load: async () => (await import('./runbook.ts')).addRunbook,
  },
  {
    line: 'verify [options] <CLUSTER>',
    description: 'Prove a migration: what must be true now, and what is left over, each with its command.',
    load: async () => (await import('./verify.ts')).addVerify,
  },
  {
    line: 'collect [options]',
    description: 'Save what an audit reads, for an audit elsewhere.',
    load: async () => (await import('./collect.ts')).addCollect,
  },
  {
    line: 'doctor [options]',
    description:
      'Check sign-in, permissions, endpoints, clock and proxy: what a scan will and will not be able to read.',
    load: async () => (await import('./doctor.ts')).addDoctor,
  },
  {
    line: 'alert',
    description: 'Try the alerts: send a sample, or see what would be said to whom.',
    load: async () => (await import('./alert.ts')).addAlert,
  },
  {
    line: 'demo [options]',
    description: 'Audit a simulated estate with everything on this machine, and serve the report.',
    load: async () => (await import('./demo.ts')).addDemo,
  },
  {
    line: 'serve [options]',
    description: 'Serve the report pages over what is stored, without auditing anything.',
    load: async () => (await import('./serve.ts')).addServe,
  },
  {
    line: 'completion <SHELL>',
    description: 'Print the script that lets a shell complete commands, options and their values.',
    load: async () => (await import('./completion.ts')).addCompletion,
  },
];
