import { dirname } from 'node:path';
import { bicepVersion, findBicep } from './infra/bicep.ts';
import { startBicepServer } from './infra/bicep-server.ts';
import { compileInfra } from './infra/compiled-files.ts';

/**
 * Compiles infra/ and writes what each set of parameters in infra/deployments makes of it; with `--check`, fails where the stored
 * files differ. It takes Microsoft's compiler in the version that the stored files were made with.
 */
const mode = process.argv.includes('--check') ? 'check' : 'write';
const bicep = findBicep();
if (bicep?.version !== bicepVersion) {
  const found = bicep === undefined ? 'there is none on this machine' : `${bicep.program} is ${bicep.version}`;
  console.error(`This takes Bicep ${bicepVersion}, but ${found}: az bicep install --version v${bicepVersion}`);
  process.exitCode = 1;
} else {
  const compiler = startBicepServer(bicep.program);
  const problems = await compileInfra(dirname(import.meta.dirname), compiler, mode).finally(compiler.stop);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  if (problems.length > 0 && mode === 'check') console.error('Run npm run infra, and read what it changes.');
}
