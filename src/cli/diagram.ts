import { extname } from 'node:path';
import { Option } from 'commander';
import { type DiagramFormat, diagramFormats } from '../report/diagram/formats.ts';
import { type AddCommand, examples } from './command.ts';
import { findCluster } from './find-cluster.ts';
import { withRequestLog } from './request-log.ts';
import { savedReport } from './saved-report.ts';
import { auditOf } from './scan.ts';
import { addSettingOptions, azureAccess, environmentHelp, readSettingOptions } from './setting-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

interface DiagramOptions {
  readonly from?: string;
  readonly format?: DiagramFormat['name'];
}

/** `diagram CLUSTER`: a picture of one cluster's network, of a saved report or of an audit made for it. */
export const addDiagram: AddCommand = (program, context) => {
  const command = program
    .command('diagram <CLUSTER>')
    .description("Draw a cluster's network: subnets, nodes, routes and pods.")
    .option('--from <FILE>', 'A report saved with --format json. Left out: the cluster is audited now.')
    .addOption(
      new Option(
        '--format <FORMAT>',
        'Form of the picture. Left out: what the name of the output file says, else svg.',
      ).choices(diagramFormats.map(({ name }) => name)),
    );
  addSettingOptions(command, [
    'KUBENET_AUDIT_OUTPUT',
    'KUBENET_AUDIT_MANAGEMENT_GROUP',
    'KUBENET_AUDIT_SUBSCRIPTION',
    'KUBENET_AUDIT_SOURCE',
    'KUBENET_AUDIT_INPUT',
    'KUBENET_AUDIT_AS_OF',
    'KUBENET_AUDIT_MAX_RPS',
    'KUBENET_AUDIT_ROUTE_LIMIT',
    ...azureAccess,
  ])
    .addHelpText('after', help)
    .action(async (cluster: string, options: DiagramOptions) => {
      const settings = readSettingOptions(command, context.io);
      const { output, verbose } = settings;
      const format = chooseDiagram(options.format, output);
      await checkOutput(output);
      const report = () =>
        options.from === undefined ? auditOf(cluster, settings, context) : savedReport(options.from);
      const drawn = await withRequestLog(verbose, context.io, async () => findCluster(await report(), cluster));
      await writeDocument(format.render(drawn), { output, name: 'Picture' }, context.io);
    });
};

const help = `${environmentHelp}
${examples(
  ['of a saved report', 'kubenet-audit diagram aks-shop --from run.json --output aks-shop.svg'],
  ['of the cluster as it is now', 'kubenet-audit diagram aks-shop --subscription 00000000-0000-0000-0000-000000000000'],
  ['as text for https://play.d2lang.com', 'kubenet-audit diagram aks-shop --from run.json --format d2'],
)}`;

function chooseDiagram(named: string | undefined, output: string): DiagramFormat {
  const wanted = named ?? extname(output).slice(1).toLowerCase();
  return diagramFormats.find(({ name }) => name === wanted) ?? diagramFormats[0];
}
