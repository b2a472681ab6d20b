import type { Language } from '../../model/iac-language.ts';
import { azurermMigratesFrom } from '../dated-defaults.ts';
import { planMustSay } from '../judge/advice.ts';
import type { ClaimedWay, ClusterClaim } from '../judge/claim.ts';
import { type OwnValues, saidNetwork, sureValues } from '../judge/said-network.ts';
import type { Place } from '../text/place.ts';
import { textOf } from '../value/value.ts';
import { isOnKubenet, type RunningCluster } from './running-cluster.ts';

/** What the code would do to a cluster that runs, if it ran as it stands. */
export interface Consequence {
  /** `written`: nothing, the code says what the cluster is, or nothing that could be told. */
  readonly state: 'written' | 'moves' | 'destroys' | 'undoes';
  /** A sentence about the cluster, which is named before it; empty for `written`. */
  readonly why: string;
  readonly instead: string;
  /** The place to change; undefined where it is that of what was found about kubenet. */
  readonly at: Place | undefined;
}

const nothing: Consequence = { state: 'written', why: '', instead: '', at: undefined };

/**
 * azurerm replaces a cluster whose plugin changes, but for kubenet to Overlay from one version on, whose mode is taken away, and whose pod
 * CIDR changes.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/blob/v5.2.0/internal/services/containers/kubernetes_cluster_resource.go
 */
export function consequenceOf(claim: ClusterClaim, cluster: RunningCluster, own: OwnValues): Consequence {
  if (claim.act === 'updates') return nothing;
  if (!isOnKubenet(cluster)) return ofMigrated(claim, cluster, own);
  const asItStands = otherRange(claim, cluster, own) ?? ofKubenet(claim, cluster, own);
  return asItStands.state === 'destroys' ? asItStands : (destroyedByFile(claim, cluster) ?? asItStands);
}

/** What a variable file does to the cluster that has to be named, and so need not be applied next. */
function destroyedByFile({ ways }: ClusterClaim, cluster: RunningCluster): Consequence | undefined {
  const files = ways.filter(({ claim, named }) => named !== undefined && isOf(claim, cluster));
  const saysItsRange = ({ claim: { podCidr } }: ClaimedWay) =>
    podCidr !== undefined && sureValues(podCidr).some((each) => cluster.podCidrs.includes(textOf(each) ?? ''));
  // Where one of the files is this cluster's, the others may be of clusters elsewhere that are called alike.
  const own = files.some(saysItsRange) ? files.filter(saysItsRange) : files;
  return own
    .map(({ claim, named = '' }): Consequence => {
      const each = otherRange(claim, cluster, sureValues) ?? ofKubenet(claim, cluster, sureValues);
      return { ...each, why: each.why.replace('the next apply', `an apply with ${named}`) };
    })
    .find(({ state }) => state === 'destroys');
}

function isOf({ cluster: code }: ClusterClaim, { name, resourceGroup }: RunningCluster): boolean {
  const group = textOf(code?.resourceGroup)?.toLowerCase();
  return (
    textOf(code?.name)?.toLowerCase() === name.toLowerCase() &&
    (group === undefined || group === resourceGroup.toLowerCase())
  );
}

function isAzurerm({ provider, language }: ClusterClaim): boolean {
  return provider !== undefined && (language === 'terraform' || language === 'terragrunt');
}

function ofKubenet(claim: ClusterClaim, cluster: RunningCluster, own: OwnValues): Consequence {
  const at = claim.pluginAt ?? claim.at;
  const said = saidNetwork(claim, own);
  if (said === 'azure') return azureWithoutMode(claim, at);
  if (said !== 'overlay') return nothing;
  if (!isAzurerm(claim)) {
    const why =
      claim.act === 'creates'
        ? 'is on kubenet, and its code says Overlay: a command that makes clusters does not change it. Move it with "az aks update".'
        : `is on kubenet, and its code says Overlay: the next deployment starts the migration${newRange(claim, cluster, own)}.`;
    return { state: 'moves', why, instead: 'Work through its runbook before this code runs.', at };
  }
  const { version } = azurermMigratesFrom;
  const pinned = claim.provider?.said ?? '';
  if (claim.provider?.replaces === true) {
    const why = `is on kubenet, and its code says Overlay: the next apply with azurerm (${pinned}) replaces it, and everything in it would be gone.`;
    return { state: 'destroys', why, instead: planMustSay(`Raise azurerm to ${version} or later first.`), at };
  }
  const unless =
    claim.provider?.replaces === false
      ? ''
      : ` With an azurerm before ${version}, which is not ruled out here, it is replaced instead: pin the version first.`;
  const why = `is on kubenet, and its code says Overlay: the next apply moves it in place.${unless}`;
  return { state: 'moves', why, instead: planMustSay('Work through its runbook before the apply.'), at };
}

function azureWithoutMode(claim: ClusterClaim, at: Place): Consequence {
  const overlay = 'Write the mode overlay beside the plugin azure.';
  if (!isAzurerm(claim)) {
    const why = 'is on kubenet, and its code says azure without the mode overlay: AKS refuses that change.';
    return { state: 'moves', why, instead: overlay, at };
  }
  const why =
    'is on kubenet, and its code says azure without the mode overlay: the next apply replaces it (azurerm 3.116 to 5.2 do), and everything in it would be gone.';
  return { state: 'destroys', why, instead: planMustSay(overlay), at };
}

/** Of a cluster that has left kubenet. */
function ofMigrated(claim: ClusterClaim, cluster: RunningCluster, own: OwnValues): Consequence {
  const said = saidNetwork(claim, own);
  const isOverlay = cluster.networkPluginMode?.toLowerCase() === 'overlay';
  const now = isOverlay ? 'is on Azure CNI Overlay' : 'has left kubenet';
  if (said === 'kubenet' || said === 'may-be-kubenet') return staleCode(claim, now, said === 'kubenet');
  if (said !== 'azure' || !isOverlay || !isAzurerm(claim)) return nothing;
  const why = `${now}, and its code says azure without the mode overlay: the next apply takes the mode away and replaces it (azurerm 3.116 to 5.2 do), and everything in it would be gone.`;
  return {
    state: 'destroys',
    why,
    instead: planMustSay('Write network_plugin_mode = "overlay".'),
    at: claim.pluginAt ?? claim.at,
  };
}

function staleCode(claim: ClusterClaim, now: string, isSure: boolean): Consequence {
  const says = isSure ? 'its code still says kubenet' : 'its code can still say kubenet (this value, where it arrives)';
  const change = 'Change the code now, before it runs again: the plugin azure and the mode overlay.';
  if (isAzurerm(claim)) {
    const why = `${now}, and ${says}: the next apply replaces it (azurerm 3.116 to 5.2 do), and everything in it would be gone.`;
    return { state: 'destroys', why, instead: planMustSay(change), at: undefined };
  }
  return { state: 'undoes', why: `${now}, and ${says}: ${nextRun(claim)}.`, instead: change, at: undefined };
}

function nextRun({ act, language }: ClusterClaim): string {
  if (act === 'creates')
    return 'run again, the command would ask for kubenet, and a cluster that it makes elsewhere gets it';
  return reconciled.has(language)
    ? 'the controller keeps asking for kubenet, which AKS refuses'
    : 'the next deployment asks for kubenet again, which AKS refuses';
}

/** Languages whose code a controller applies again and again. */
const reconciled: ReadonlySet<Language> = new Set(['cluster-api', 'azure-service-operator', 'crossplane', 'rancher']);

/** The pod CIDR that the code says where it is surely another than the cluster's. */
function rangeBeside({ podCidr }: ClusterClaim, { podCidrs }: RunningCluster, own: OwnValues) {
  if (podCidr === undefined || podCidrs.length === 0) return undefined;
  const [written, ...more] = own(podCidr);
  const said = textOf(written)?.trim();
  if (written === undefined || more.length > 0 || said === undefined || said === '' || podCidrs.includes(said))
    return undefined;
  return { said, at: written.at };
}

/** AKS takes another pod CIDR with the way to Overlay, as two of its pages say and one report disputes (AKS 5662). */
function newRange(claim: ClusterClaim, cluster: RunningCluster, own: OwnValues): string {
  const other = rangeBeside(claim, cluster, own);
  return other === undefined
    ? ''
    : `, and changes the pod CIDR from ${cluster.podCidrs.join(', ')} to ${other.said} with it, which Microsoft documents and one report disputes (AKS 5662): leave it as it is, and widen it afterwards`;
}

function otherRange(claim: ClusterClaim, cluster: RunningCluster, own: OwnValues): Consequence | undefined {
  const other = isAzurerm(claim) ? rangeBeside(claim, cluster, own) : undefined;
  if (other === undefined) return undefined;
  const { said, at } = other;
  const { podCidrs } = cluster;
  const why = `has the pod CIDR ${podCidrs.join(', ')}, and its code says ${said}: the next apply replaces it (azurerm 3.116 to 5.2 do), and everything in it would be gone.`;
  return { state: 'destroys', why, instead: planMustSay(`Write pod_cidr = "${podCidrs[0]}".`), at };
}
