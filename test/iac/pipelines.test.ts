import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const azure: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a script with a macro of a variable',
    {
      'azure-pipelines.yml':
        'variables:\n  np: kubenet «creates-kubenet»\nsteps:\n  - script: az aks create -n a --network-plugin $(np)\n',
    },
  ],
  [
    'a list of variables, and a runtime expression',
    {
      'azure-pipelines.yml':
        'variables:\n  - group: shared\n  - name: np\n    value: kubenet «creates-kubenet»\nsteps:\n  - bash: |\n      az aks create -n a --network-plugin $(np)\n',
    },
  ],
  [
    'a template expression',
    {
      'azure-pipelines.yml':
        'variables:\n  np: kubenet «creates-kubenet»\nsteps:\n  - bash: az aks create -n a --network-plugin §{{ variables.np }}\n',
    },
  ],
  [
    'a variable as the environment has it',
    {
      'azure-pipelines.yml':
        'variables:\n  network.plugin: kubenet «creates-kubenet»\nsteps:\n  - bash: az aks create -n a --network-plugin "$NETWORK_PLUGIN"\n',
    },
  ],
  [
    'a parameter with values',
    {
      'azure-pipelines.yml':
        'parameters:\n  - name: np\n    type: string\n    default: kubenet «may-create-kubenet»\n    values:\n      - azure\n      - kubenet «allows-kubenet»\nsteps:\n  - script: az aks create -n a --network-plugin §{{ parameters.np }}\n',
    },
  ],
  [
    'a parameter without a default',
    {
      'azure-pipelines.yml':
        'parameters:\n  - name: np «may-create-kubenet»\n    type: string\nsteps:\n  - script: az aks create -n a --network-plugin §{{ parameters.np }}\n',
    },
  ],
  [
    'a matrix',
    {
      'azure-pipelines.yml':
        'jobs:\n  - job: a\n    strategy:\n      matrix:\n        old:\n          np: kubenet «creates-kubenet»\n        new:\n          np: azure\n    steps:\n      - bash: az aks create -n a --network-plugin $(np)\n',
    },
  ],
  [
    'PowerShell in a task, and as a step',
    {
      'azure-pipelines.yml':
        'steps:\n  - task: AzureCLI@2\n    inputs:\n      scriptType: pscore\n      inlineScript: |\n        $np = "kubenet" «creates-kubenet»\n        az aks create -n a `\n          --network-plugin $np\n  - task: AzurePowerShell@5\n    inputs:\n      ScriptType: InlineScript\n      Inline: New-AzAksCluster -Name a -NetworkPlugin kubenet «creates-kubenet»\n  - pwsh: New-AzAksCluster -Name a -NetworkPlugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a Terraform variable as environment',
    {
      'azure-pipelines.yml':
        'variables:\n  TF_VAR_network_plugin: kubenet «may-create-kubenet»\nsteps:\n  - script: terraform apply\n  - script: terraform apply\n    env:\n      TF_VAR_network_plugin: kubenet «may-create-kubenet»\n',
    },
  ],
  [
    'a deployment job',
    {
      'azure-pipelines.yml':
        'stages:\n  - stage: a\n    jobs:\n      - deployment: d\n        strategy:\n          runOnce:\n            deploy:\n              steps:\n                - script: az aks create -n a --network-plugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'another plugin',
    {
      'azure-pipelines.yml':
        'variables:\n  np: azure\nsteps:\n  - script: az aks create -n a --network-plugin $(np) # not kubenet\n',
    },
  ],
  [
    'a task of PowerShell that says where its script stands',
    {
      'azure-pipelines.yml':
        'steps:\n  - task: AzurePowerShell@5\n    inputs:\n      ScriptType: InlineScript\n      Inline: |\n        New-AzAksCluster -Name m `\n          -NetworkPlugin kubenet «creates-kubenet»\n',
    },
  ],
];

const github: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a script',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          az aks create -n a \\\n            --network-plugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'an environment variable of the workflow, the job, the step',
    {
      '.github/workflows/a.yml':
        'on: push\nenv:\n  A: kubenet «creates-kubenet»\njobs:\n  a:\n    env:\n      B: kubenet «creates-kubenet»\n    steps:\n      - run: az aks create -n a --network-plugin §{{ env.A }}\n      - run: az aks create -n b --network-plugin "$B"\n      - run: az aks create -n c --network-plugin $C\n        env:\n          C: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a matrix with include',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        include:\n          - name: old\n            plugin: kubenet «creates-kubenet»\n          - name: new\n            plugin: azure\n    steps:\n      - run: az aks create -n §{{ matrix.name }} --network-plugin §{{ matrix.plugin }}\n',
    },
  ],
  [
    'an input with options',
    {
      '.github/workflows/a.yml':
        'on:\n  workflow_dispatch:\n    inputs:\n      plugin:\n        type: choice\n        default: azure\n        options:\n          - azure\n          - kubenet «allows-kubenet»\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ inputs.plugin }}\n',
    },
  ],
  [
    'an input without a default',
    {
      '.github/workflows/a.yml':
        'on:\n  workflow_call:\n    inputs:\n      plugin:\n        type: string «may-create-kubenet»\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ github.event.inputs.plugin }}\n',
    },
  ],
  [
    'an input with a fallback',
    {
      '.github/workflows/a.yml':
        "on:\n  workflow_dispatch: {}\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ vars.NP || 'kubenet' }} «may-create-kubenet»\n",
    },
  ],
  [
    'a Terraform variable',
    {
      '.github/workflows/a.yml':
        'on: push\nenv:\n  TF_VAR_network_plugin: kubenet «may-create-kubenet»\njobs:\n  a:\n    steps:\n      - run: terraform apply\n',
    },
  ],
  [
    'PowerShell',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - shell: pwsh\n        run: |\n          New-AzAksCluster -Name a `\n            -NetworkPlugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'PowerShell as the default of a job',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    defaults:\n      run:\n        shell: pwsh\n    steps:\n      - run: |\n          $p = @{ NetworkPlugin = "kubenet" } «creates-kubenet»\n          New-AzAksCluster @p\n',
    },
  ],
  [
    "the Azure CLI's action and a deployment's",
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: azure/cli@v2\n        with:\n          inlineScript: |\n            az aks create -n a --network-plugin kubenet «creates-kubenet»\n      - uses: azure/arm-deploy@v2\n        with:\n          template: a.bicep\n          parameters: networkPlugin=kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a composite action',
    {
      'action.yml':
        'name: a\ninputs:\n  plugin:\n    default: kubenet «may-create-kubenet»\nruns:\n  using: composite\n  steps:\n    - run: az aks create -n a --network-plugin §{{ inputs.plugin }}\n      shell: bash\n',
    },
  ],
];

describe('iac, Azure Pipelines', () => {
  it.each(azure)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});

describe('iac, GitHub workflows', () => {
  it.each(github)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
