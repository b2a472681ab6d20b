import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const create = 'az aks create -n a --network-plugin kubenet';
const job = (condition: string, mark: string) =>
  `on: push\njobs:\n  a:\n    if: ${condition}\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${create} «${mark}»\n`;
const step = (lines: string, mark: string) => `steps:\n  - script: ${create} «${mark}»\n${lines}`;

const github: readonly (readonly [string, string])[] = [
  ['false', 'mention-only'],
  ['"false"', 'mention-only'],
  ['§{{ false }}', 'mention-only'],
  ['§{{ false && inputs.run }}', 'mention-only'],
  ['§{{ always() && false }}', 'mention-only'],
  ['§{{ always() }}', 'creates-kubenet'],
  ['success()', 'creates-kubenet'],
  ['true', 'creates-kubenet'],
  ["github.ref == 'refs/heads/main'", 'creates-kubenet'],
  ['inputs.run', 'creates-kubenet'],
  ["vars.RUN == 'false'", 'creates-kubenet'],
];
const azure: readonly (readonly [string, string])[] = [
  ['    condition: false\n', 'mention-only'],
  ['    enabled: false\n', 'mention-only'],
  ["    enabled: 'false'\n", 'mention-only'],
  ['    condition: and(succeeded(), false)\n', 'mention-only'],
  ['    condition: eq(1, 2)\n', 'mention-only'],
  ['    enabled: true\n', 'creates-kubenet'],
  ['    condition: always()\n', 'creates-kubenet'],
  ["    condition: eq(variables['Build.Reason'], 'Manual')\n", 'creates-kubenet'],
  ['    env:\n      enabled: false\n', 'creates-kubenet'],
];

describe('what never runs makes nothing', () => {
  it.each(github)('a job of GitHub under %s is %s', async (condition, mark) => {
    const { wanted, found } = await marksAndScan({ '.github/workflows/a.yml': job(condition, mark) });
    expect(found).toEqual(wanted);
  });

  it.each(azure)('a step of Azure Pipelines with %j is %s', async (lines, mark) => {
    const { wanted, found } = await marksAndScan({ 'azure-pipelines.yml': step(lines, mark) });
    expect(found).toEqual(wanted);
  });

  it.each<readonly [string, MarkedFiles]>([
    [
      'a switch whose default is false can be turned',
      {
        'azure-pipelines.yml': `parameters:\n  - name: run\n    type: boolean\n    default: false\n${step('    enabled: §{{ parameters.run }}\n', 'may-create-kubenet')}`,
      },
    ],
    [
      'everything in a job, a stage and a branch of a template',
      {
        'azure-pipelines.yml': `stages:\n  - stage: a\n    condition: false\n    jobs:\n      - job: b\n        variables:\n          TF_VAR_network_plugin: kubenet «mention-only»\n        steps:\n          - script: ${create} «mention-only»\n          - task: AzureCLI@2\n            inputs:\n              inlineScript: ${create} «mention-only»\n  - §{{ if false }}:\n    - stage: c\n      jobs:\n        - job: d\n          steps:\n            - script: ${create} «mention-only»\n`,
      },
    ],
    [
      'a reusable workflow that only such a job calls',
      {
        '.github/workflows/a.yml':
          'on: push\njobs:\n  a:\n    if: false\n    uses: ./.github/workflows/b.yml\n    with:\n      np: kubenet «mention-only»\n',
        '.github/workflows/b.yml':
          'on:\n  workflow_call:\n    inputs:\n      np:\n        type: string\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ inputs.np }}\n',
      },
    ],
    [
      'a variable under a branch that never stands is not set',
      {
        'azure-pipelines.yml':
          'variables:\n  np: kubenet «creates-kubenet»\n  §{{ if eq(1, 2) }}:\n    np: azure\nsteps:\n  - script: az aks create -n a --network-plugin $(np)\n',
      },
    ],
    [
      'a step whose plugin is not known, or left out',
      {
        'azure-pipelines.yml':
          'steps:\n  - script: az aks create -n a --network-plugin $(np) «mention-only»\n    enabled: false\n  - script: az aks create -n a --kubernetes-version 1.29.2 «mention-only»\n    enabled: false\n',
      },
    ],
  ])('%s', async (_, files) => {
    const { wanted, found } = await marksAndScan(files);
    expect(found).toEqual(wanted);
  });

  it('is said with the reason, and with nothing to write instead', async () => {
    const { report } = await marksAndScan({ 'azure-pipelines.yml': step('    enabled: false\n', 'mention-only') });
    expect(report.findings).toMatchObject([
      { instead: '', why: expect.stringMatching(/^This never runs, since its condition is written as false\. If/) },
    ]);
  });
});
