import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const create = (plugin: string) => `  - script: az aks create -n a --network-plugin ${plugin}`;
/** A template of steps with the parameter `np`. */
const template = (more = '') =>
  `parameters:\n  - name: np\n    type: string\n${more}steps:\n${create('§{{ parameters.np }}')}\n`;
const call = (path: string, np: string) => `steps:\n  - template: ${path}\n    parameters:\n      np: ${np}\n`;

const azure: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a template of the folder gets its parameter',
    {
      'azure-pipelines.yml': call('templates/aks.yml', 'kubenet «creates-kubenet»'),
      'templates/aks.yml': template('    default: azure\n'),
    },
  ],
  [
    'a default that every caller replaces may come back',
    {
      'azure-pipelines.yml': call('templates/aks.yml', 'azure'),
      'templates/aks.yml': template('    default: kubenet «may-create-kubenet»\n'),
    },
  ],
  [
    'a default that a caller leaves is used',
    {
      'azure-pipelines.yml': 'steps:\n  - template: templates/aks.yml\n',
      'templates/aks.yml': template('    default: kubenet «creates-kubenet»\n'),
    },
  ],
  [
    'a parameter without a default, told azure by all',
    { 'azure-pipelines.yml': call('templates/aks.yml', 'azure'), 'templates/aks.yml': template() },
  ],
  [
    'the older form of parameters, uncalled and called',
    {
      'a/templates/aks.yml': `parameters:\n  np: kubenet «may-create-kubenet»\nsteps:\n${create('§{{ parameters.np }}')}\n`,
      'b/azure-pipelines.yml': call('aks-template.yml', 'kubenet «creates-kubenet»'),
      'b/aks-template.yml': `parameters:\n  np: ''\nsteps:\n${create("§{{ parameters['np'] }}")}\n`,
    },
  ],
  [
    'through two templates, the middle one without a word of the matter',
    {
      'azure-pipelines.yml': call('a/one.yml', 'kubenet «creates-kubenet»'),
      'a/one.yml':
        'parameters:\n  - name: np\nsteps:\n  - template: ../b/two.yml\n    parameters: { np: "§{{ parameters.np }}" }\n',
      'b/two.yml': template(),
    },
  ],
  [
    'a pipeline without a word of the matter hands on a variable of a template',
    {
      'azure-pipelines.yml':
        'variables:\n  - template: vars.yml\nsteps:\n  - template: aks.yml\n    parameters:\n      np: $(np)\n',
      'vars.yml': 'variables:\n  np: kubenet «creates-kubenet»\n',
      'aks.yml': template(),
    },
  ],
  [
    'variables in a template of the folder',
    {
      'azure-pipelines.yml': `variables:\n  - template: vars.yml\nsteps:\n${create('$(networkPlugin)')}\n`,
      'vars.yml': 'variables:\n  networkPlugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a template of variables with a parameter, from the root of the repository',
    {
      'pipelines/main.yml': `variables:\n  - template: /vars/net.yml@self\n    parameters:\n      old: true\nsteps:\n${create('$(np)')}\n`,
      'vars/net.yml':
        'parameters:\n  - name: old\n    type: boolean\nvariables:\n  §{{ if parameters.old }}:\n    np: kubenet «creates-kubenet»\n  §{{ else }}:\n    np: azure\n',
    },
  ],
  [
    'extends',
    {
      'azure-pipelines.yml': 'extends:\n  template: base.yml\n  parameters:\n    np: kubenet «creates-kubenet»\n',
      'base.yml': `parameters:\n  - name: np\nstages:\n  - stage: a\n    jobs:\n      - job: a\n        ${template().slice(template().indexOf('steps')).replaceAll('\n', '\n        ')}`,
    },
  ],
  [
    'steps that are given to a template',
    {
      'azure-pipelines.yml': `extends:\n  template: base.yml\n  parameters:\n    steps:\n      - script: az aks create -n a --network-plugin kubenet «creates-kubenet»\n`,
      'base.yml': 'parameters:\n  - name: steps\n    type: stepList\nsteps:\n  - §{{ parameters.steps }}\n',
    },
  ],
  [
    'a branch by a parameter that the caller gives',
    {
      'azure-pipelines.yml': 'steps:\n  - template: aks.yml\n    parameters:\n      env: prod\n',
      'aks.yml': `parameters:\n  - name: env\nsteps:\n  - §{{ if eq(parameters.env, 'Prod') }}:\n    ${create('azure')}\n  - §{{ elseif eq(parameters.env, 'test') }}:\n    ${create('kubenet')} «may-create-kubenet»\n`,
    },
  ],
  [
    'a branch that nobody here decides',
    {
      'azure-pipelines.yml': `steps:\n  - §{{ if eq(variables['Build.SourceBranchName'], 'main') }}:\n    ${create('azure')}\n  - §{{ else }}:\n    ${create('kubenet')} «may-create-kubenet»\n`,
    },
  ],
  [
    'two branches with the same words in one map',
    {
      'azure-pipelines.yml': `parameters:\n  - name: old\n    type: boolean\nvariables:\n  §{{ if parameters.old }}:\n    np: kubenet «may-create-kubenet»\n  §{{ else }}:\n    np: azure\n  §{{ if eq(parameters.old, true) }}:\n    other: a\n  §{{ else }}:\n    other: b\nsteps:\n${create('$(np)')}\n`,
    },
  ],
  [
    'a loop over clusters',
    {
      'azure-pipelines.yml':
        'steps:\n  - template: all.yml\n    parameters:\n      clusters:\n        - name: one\n          plugin: kubenet «creates-kubenet»\n        - name: two\n          plugin: azure\n',
      'all.yml':
        'parameters:\n  - name: clusters\n    type: object\nsteps:\n  - §{{ each c in parameters.clusters }}:\n      - template: aks.yml\n        parameters:\n          np: §{{ c.plugin }}\n',
      'aks.yml': template(),
    },
  ],
  [
    'a loop over a map, and a condition inside',
    {
      'azure-pipelines.yml':
        'parameters:\n  - name: clusters\n    type: object\n    default:\n      one: kubenet «may-create-kubenet»\n      two: azure\njobs:\n  - §{{ each c in parameters.clusters }}:\n      - job: §{{ c.key }}\n        steps:\n          - script: az aks create -n §{{ c.key }} --network-plugin §{{ c.value }}\n',
    },
  ],
  [
    'functions',
    {
      'azure-pipelines.yml': `parameters:\n  - name: np\n    default: ''\nsteps:\n${create("§{{ coalesce(parameters.np, 'kubenet') }}")} «may-create-kubenet»\n${create("§{{ iif(eq(1, 1), 'azure', 'kubenet') }}")}\n${create("§{{ lower('KUBENET') }}")} «creates-kubenet»\n${create("§{{ format('{0}net', 'kube') }}")} «creates-kubenet»\n`,
    },
  ],
  [
    'a variable group, and what no file says',
    { 'azure-pipelines.yml': `variables:\n  - group: shared\nsteps:\n${create('$(np)')} «may-create-kubenet»\n` },
  ],
  [
    'a variable made of another, which is declared later',
    {
      'azure-pipelines.yml': `variables:\n  a: $(b)\n  b: kubenet «creates-kubenet»\nsteps:\n${create('$(a)')}\n`,
    },
  ],
  [
    'a variable with the name of the parameter it is made of',
    {
      'azure-pipelines.yml': `parameters:\n  - name: np\n    default: kubenet «may-create-kubenet»\nvariables:\n  np: §{{ parameters.np }}\nsteps:\n${create('$(np)')}\n`,
    },
  ],
  [
    'a runtime expression',
    {
      'azure-pipelines.yml': `variables:\n  a: kubenet «creates-kubenet»\n  b: $[ variables['a'] ]\nsteps:\n${create('$(b)')}\n`,
    },
  ],
  [
    'a name that is also a word of the command',
    { 'azure-pipelines.yml': `variables:\n  azure: kubenet\nsteps:\n${create('azure')}\n` },
  ],
  [
    'deployment and Terraform tasks with what a parameter is',
    {
      'azure-pipelines.yml':
        'variables:\n  np: kubenet «creates-kubenet»\n  other: kubenet «may-create-kubenet»\nsteps:\n  - task: AzureResourceManagerTemplateDeployment@3\n    inputs:\n      overrideParameters: -clusterName x -networkPlugin "§{{ variables.np }}"\n  - task: TerraformTaskV4@4\n    inputs:\n      commandOptions: -var="network_plugin=$(other)"\n',
    },
  ],
  [
    'a list of variables for Terraform',
    {
      'azure-pipelines.yml':
        'variables:\n  - name: TF_VAR_network_plugin\n    value: kubenet «may-create-kubenet»\nsteps:\n  - script: terraform apply\n',
    },
  ],
  [
    'a step that is switched off',
    { 'azure-pipelines.yml': `steps:\n${create('kubenet')} «mention-only»\n    condition: false\n` },
  ],
  [
    'a deployment with the parameter in a script',
    {
      'azure-pipelines.yml':
        'variables:\n  np: kubenet «creates-kubenet»\nsteps:\n  - bash: az deployment group create -f a.bicep --parameters networkPlugin=$(np)\n',
    },
  ],
  [
    'PowerShell with a parameter of a template',
    {
      'azure-pipelines.yml': call('templates/aks.yml', 'kubenet «creates-kubenet»'),
      'templates/aks.yml':
        'parameters:\n  - name: np\nsteps:\n  - pwsh: |\n      $p = "§{{ parameters.np }}"\n      New-AzAksCluster -Name a -NetworkPlugin $p\n',
    },
  ],
  [
    'a template of another repository',
    {
      'azure-pipelines.yml':
        'steps:\n  - template: create-aks.yml@templates «not-read»\n    parameters:\n      networkPlugin: kubenet «may-create-kubenet»\n  - template: test.yml@templates\n',
    },
  ],
  [
    'a template that calls itself',
    {
      'azure-pipelines.yml': 'steps:\n  - template: a.yml\n',
      'a.yml': `steps:\n${create('kubenet')} «creates-kubenet»\n  - template: a.yml «not-read»\n`,
    },
  ],
];

const uses = (path: string, plugin: string) =>
  `on: push\njobs:\n  a:\n    uses: ${path}\n    with:\n      plugin: ${plugin}\n`;
const reusable = (more = '') =>
  `on:\n  workflow_call:\n    inputs:\n      plugin:\n        type: string\n${more}jobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ inputs.plugin }}\n`;
const action = `inputs:\n  plugin:\n    required: true\nruns:\n  using: composite\n  steps:\n    - run: az aks create -n a --network-plugin §{{ inputs.plugin }}\n      shell: bash\nname: a\n`;

const github: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a reusable workflow of the folder',
    {
      '.github/workflows/a.yml': uses('./.github/workflows/aks.yml', 'kubenet «creates-kubenet»'),
      '.github/workflows/aks.yml': reusable('        default: azure\n'),
    },
  ],
  [
    'a reusable workflow that all tell azure',
    {
      '.github/workflows/a.yml': uses('./.github/workflows/aks.yml', 'azure'),
      '.github/workflows/aks.yml': reusable(),
    },
  ],
  [
    'a reusable workflow that is started by hand too',
    {
      '.github/workflows/a.yml': uses('./.github/workflows/aks.yml', 'azure'),
      '.github/workflows/aks.yml': reusable().replace(
        'on:\n',
        'on:\n  workflow_dispatch:\n    inputs:\n      plugin:\n        type: string «may-create-kubenet»\n',
      ),
    },
  ],
  [
    'in a repository below the folder, with a matrix of the caller',
    {
      'repo/.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        plugin:\n          - azure\n          - kubenet «creates-kubenet»\n    uses: ./.github/workflows/aks.yml\n    with:\n      plugin: §{{ matrix.plugin }}\n',
      'repo/.github/workflows/aks.yml': reusable(),
    },
  ],
  [
    'a composite action of the folder',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: ./actions/aks\n        with:\n          plugin: kubenet «creates-kubenet»\n',
      'actions/aks/action.yml': action,
    },
  ],
  [
    'an action of somebody else',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: who/create-aks@v1\n        with:\n          network-plugin: kubenet «may-create-kubenet»\n',
    },
  ],
  [
    'a workflow of another repository',
    {
      '.github/workflows/a.yml': uses(
        'who/flows/.github/workflows/aks.yml@v1 «not-read»',
        'kubenet «may-create-kubenet»',
      ),
    },
  ],
  [
    'one of two by an operator',
    {
      '.github/workflows/a.yml':
        "on:\n  workflow_dispatch:\n    inputs:\n      old:\n        type: boolean\n        default: false\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ inputs.old && 'kubenet' || 'azure' }}\n      - run: az aks create -n b --network-plugin §{{ github.ref == 'refs/heads/main' && 'azure' || 'kubenet' }} «may-create-kubenet»\n",
    },
  ],
  [
    'a matrix as JSON',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        plugin: §{{ fromJSON(\'["azure","kubenet"]\') }} «creates-kubenet»\n    steps:\n      - run: az aks create -n a --network-plugin §{{ matrix.plugin }}\n',
    },
  ],
  [
    'what an earlier step puts out',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - id: p\n        run: echo plugin=$PLUGIN >> "$GITHUB_OUTPUT"\n      - run: az aks create -n a --network-plugin §{{ steps.p.outputs.plugin }} «unknown»\n',
    },
  ],
  [
    'what the settings of the repository give',
    {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin §{{ vars.PLUGIN }} «may-create-kubenet»\n',
    },
  ],
  [
    'a job that is switched off by an input',
    {
      '.github/workflows/a.yml':
        "on: push\njobs:\n  a:\n    if: false\n    steps:\n      - run: az aks create -n a --network-plugin kubenet «mention-only»\n  b:\n    if: github.ref == 'refs/heads/main'\n    steps:\n      - run: az aks create -n b --network-plugin kubenet «creates-kubenet»\n",
    },
  ],
  [
    "a command in the place of a macro is the shell's",
    {
      '.github/workflows/a.yml':
        'on: push\nenv:\n  plugin: kubenet\njobs:\n  a:\n    steps:\n      - run: az aks create -n a --network-plugin $(plugin) «unknown»\n',
    },
  ],
];

describe('iac, pipelines that call each other', () => {
  it.each(azure)('Azure Pipelines: %s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it.each(github)('GitHub: %s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it('names the values that a parameter can take', async () => {
    const values = '    values:\n      - azure\n      - kubenet «allows-kubenet»\n';
    const { found, wanted, report } = await marksAndScan({
      'azure-pipelines.yml': template(values).replace('name: np', 'name: np «may-create-kubenet»'),
    });
    expect(found).toEqual(wanted);
    expect(report.findings.find(({ verdict }) => verdict === 'may-create-kubenet')).toMatchObject({
      values: ['azure', 'kubenet'],
    });
  });

  it('says nothing of a parameter whose list has no kubenet', async () => {
    const values = '    values:\n      - azure\n      - none\n';
    expect((await marksAndScan({ 'azure-pipelines.yml': template(values) })).found).toEqual([]);
  });

  it('ends where templates fan out without end, and says so', async () => {
    const fan = (next: string) => `# kubenet\nsteps:\n${`  - template: ${next}.yml\n`.repeat(9)}`;
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`t${index}.yml`, fan(`t${index + 1}`)]));
    const { report } = await marksAndScan({ ...files, 't12.yml': 'steps:\n  - script: echo kubenet\n' });
    expect(report.notRead).toEqual([
      { file: 't0.yml', line: null, reason: 'it reads more than 2000 templates and turns of loops' },
    ]);
  });

  it('a variable that names itself is said in one line', async () => {
    const { report } = await marksAndScan({
      'azure-pipelines.yml': `variables:\n  np: $(other)\n  other: $(np)\nsteps:\n${create('$(np)')}\n`,
    });
    expect(report.findings).toMatchObject([
      { verdict: 'unknown', why: expect.stringContaining('the variable np names itself') },
    ]);
  });

  it('names what code elsewhere is told as it is written', async () => {
    const { report } = await marksAndScan({
      'azure-pipelines.yml': 'steps:\n  - template: aks.yml@shared\n    parameters:\n      networkPlugin: kubenet\n',
    });
    expect(report.findings).toMatchObject([{ line: 4, subject: 'networkPlugin' }]);
  });
});
