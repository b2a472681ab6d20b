import { type DiagramFormat, diagramFormats } from '../report/diagram/formats.ts';
import { type AddCommand, examples } from './command.ts';
import { formatFor, formatOption } from './document-format.ts';
import { findCluster } from './find-cluster.ts';
import { withRequestLog } from './request-log.ts';
import { savedOrAudited } from './saved-or-audited.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { auditAccess, auditedScope, type FromOption, fromOption } from './shared-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

interface DiagramOptions extends FromOption {
  readonly format?: DiagramFormat['name'];
}

/** `diagram CLUSTER`: a picture of one cluster's network, of a saved report or of an audit made for it. */
export const addDiagram: AddCommand = (command, context) => {
  command
    .argument('<CLUSTER>')
    .addOption(fromOption('the cluster is'))
    .addOption(formatOption('picture', diagramFormats));
  addSettingOptions(command, ['KUBENET_AUDIT_OUTPUT', ...auditedScope, 'KUBENET_AUDIT_AS_OF', ...auditAccess])
    .addHelpText('after', help)
    .action(async (cluster: string, options: DiagramOptions) => {
      const settings = readSettingOptions(command, context.io);
      const { output, verbose } = settings;
      const format = formatFor(diagramFormats, options.format, output);
      await checkOutput(output);
      const drawn = await withRequestLog(verbose, context.io, async () =>
        findCluster(await savedOrAudited(options, cluster, settings, context), cluster),
      );
      await writeDocument(format.render(drawn), { output, name: 'Picture' }, context.io);
    });
};

const help = `${environmentHelp}
${examples(
  ['of a saved report', 'kubenet-audit diagram aks-shop --from run.json --output aks-shop.svg'],
  ['of the cluster as it is now', 'kubenet-audit diagram aks-shop --subscription 00000000-0000-0000-0000-000000000000'],
  ['as text for https://play.d2lang.com', 'kubenet-audit diagram aks-shop --from run.json --format d2'],
)}`;
