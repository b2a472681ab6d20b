import type { ScanSettings } from '../config/scan-settings.ts';
import type { ReportStream } from '../model/report.ts';
import type { CommandContext } from './command.ts';
import { interruptible } from './interruptible.ts';
import { savedReport } from './saved-report.ts';
import { audit } from './scan.ts';
import type { FromOption } from './shared-options.ts';

/** The report of `--from`; without one that of an audit of this cluster alone, made now. `cluster`: its name or id. */
export async function savedOrAudited(
  { from }: FromOption,
  cluster: string,
  settings: ScanSettings,
  context: CommandContext,
): Promise<ReportStream> {
  if (from !== undefined) return savedReport(from);
  const scope = { ...settings.scope, clusters: [cluster] };
  return interruptible(context.io, audit({ ...settings, scope }, context));
}
