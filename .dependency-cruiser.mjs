/** Which folder of src may import which. Reading this table is reading the architecture. */
const mayImport = {
  model: [],
  words: ['model'],
  network: ['model'],
  arm: ['model'],
  // How `Retry-After` is read.
  kubernetes: ['model'],
  gather: ['arm', 'kubernetes', 'network', 'model'],
  checks: ['network', 'model'],
  waivers: ['model'],
  scoring: ['model'],
  picture: ['network', 'model'],
  audit: ['gather', 'arm', 'checks', 'picture', 'verify', 'waivers', 'scoring', 'plan', 'network', 'model'],
  // The folder it writes is what an audit would have read.
  collect: ['audit', 'gather', 'arm', 'kubernetes', 'checks', 'network', 'model'],
  plan: ['network', 'model'],
  verify: ['checks', 'network', 'model'],
  // Of the plan what becomes of a cluster's addresses.
  runbook: ['checks', 'plan', 'network', 'model'],
  report: ['plan', 'runbook', 'words', 'model'],
  diff: ['words', 'model'],
  // No renderer: the host hands in the document that a mail carries.
  alerts: ['words', 'model'],
  store: ['model'],
  // Of the waivers their rules.
  iac: ['waivers', 'words', 'model'],
  config: ['model'],
  functions: [
    'alerts',
    'waivers',
    'diff',
    'audit',
    'report',
    'words',
    'runbook',
    'verify',
    'plan',
    'store',
    'config',
    'scoring',
    'checks',
    'arm',
    'model',
  ],
  // The demo's invented year is put where the app's own history lies.
  local: ['audit', 'scoring', 'store', 'model'],
  cli: [
    'local',
    'functions',
    'alerts',
    'diff',
    'collect',
    'audit',
    'report',
    'words',
    'runbook',
    'verify',
    'plan',
    'store',
    'config',
    'iac',
    'checks',
    'arm',
    'gather',
    'scoring',
    'waivers',
    'model',
  ],
};

const folders = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports-down`,
  comment: `src/${folder} may import only ${[folder, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^(src|simulated-azure|functions-host|test|scripts)/',
    pathNot: `^(src/(${[folder, ...allowed].join('|')})${['local', 'cli'].includes(folder) ? '|functions-host' : ''})/`,
  },
}));

export default {
  forbidden: [
    ...folders,
    {
      name: 'known-folders-only',
      comment: 'Every file of src lies in a folder of the table, so that no folder escapes it.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    {
      name: 'azure-sdk-at-the-edges',
      comment: 'Only the edges talk to Azure: ARM, storage, mail, the Functions app, and the local services.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(arm|store|alerts|functions)/' },
      to: { path: 'node_modules/@azure/' },
    },
    {
      name: 'kubernetes-client-in-one-place',
      comment:
        'Only src/kubernetes reads kubeconfigs and talks to the API of clusters; the code that makes clusters is YAML too.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(kubernetes|iac)/' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Facts, checks, scores, plans and renderers know no clock, file, process or network.',
      severity: 'error',
      from: { path: '^src/(model|words|network|checks|waivers|scoring|picture|plan|verify|runbook|report|diff)/' },
      // A hash is arithmetic: the report's content security policy is made of one.
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'simulator-stands-alone',
      comment: 'The simulated Azure keeps the product honest, so it shares no code with it.',
      severity: 'error',
      from: { path: '^simulated-azure/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'functions-host-knows-no-product',
      comment: 'The local Functions host runs any app. Of the product it has how a schedule and a time span are read.',
      severity: 'error',
      from: { path: '^functions-host/' },
      to: { path: '^(src|simulated-azure|test|scripts)/', pathNot: '^src/config/(schedule|time-span)[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|coverage|\\.local)/' },
  },
};
