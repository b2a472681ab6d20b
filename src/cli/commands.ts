import { addAlert } from './alert.ts';
import { addChecks } from './checks.ts';
import { addCollect } from './collect.ts';
import type { AddCommand } from './command.ts';
import { addCompletion } from './completion.ts';
import { addDemo } from './demo.ts';
import { addDiagram } from './diagram.ts';
import { addDiff } from './diff.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { addIac } from './iac.ts';
import { addPlan } from './plan.ts';
import { addReport } from './report.ts';
import { addRunbook } from './runbook.ts';
import { addScan } from './scan.ts';
import { addServe } from './serve.ts';
import { addVerify } from './verify.ts';

/** Every command, in the order of the help: adding one is one file and one line here. */
export const commands: readonly AddCommand[] = [
  addScan,
  addIac,
  addReport,
  addDiff,
  addPlan,
  addChecks,
  addExplain,
  addDiagram,
  addRunbook,
  addVerify,
  addCollect,
  addDoctor,
  addAlert,
  addDemo,
  addServe,
  addCompletion,
];
