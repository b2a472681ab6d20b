import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version that infra's compiled files are made with; another may write the same template in other words. */
export const bicepVersion = '0.49.2';

/**
 * It looks for ICU, which small machines lack, and needs no language of theirs. And .NET compiles what runs often a second time, which
 * takes four tenths of the processor's time of a dozen questions.
 */
export const bicepEnvironment = {
  ...process.env,
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  DOTNET_TieredCompilation: '0',
};

/**
 * Microsoft's Bicep compiler: `BICEP`, the one on the PATH, or the one that `az bicep install` keeps. Undefined where there is none.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/install
 */
export function findBicep(): { readonly program: string; readonly version: string } | undefined {
  const places = process.env['BICEP'] ? [process.env['BICEP']] : ['bicep', join(homedir(), '.azure/bin/bicep')];
  for (const program of places) {
    const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', env: bicepEnvironment });
    const version = /\b\d+\.\d+\.\d+\b/.exec(stdout ?? '')?.[0];
    if (status === 0 && version !== undefined) return { program, version };
  }
  if (process.env['BICEP']) throw new Error(`BICEP is ${process.env['BICEP']}, which does not run as a Bicep compiler`);
  return undefined;
}
