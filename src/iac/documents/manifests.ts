import { clusterApiDefault, rancherDefault } from '../dated-defaults.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { judgeClaim } from '../judge/judge-claim.ts';
import { admissionFindings, isAdmissionPolicy } from '../policy/admission-policy.ts';
import { elsewhereFinding } from '../shell/judge-command.ts';
import { memberAt, tagsOf } from '../value/member-at.ts';
import { type ObjectValue, textOf, type Value } from '../value/value.ts';
import { itemsIn, objectsIn } from '../value/visit.ts';
import { filledIn, isTemplateText } from './filled-in.ts';
import { kubenetPlaces, namedPlugins } from './named-values.ts';

/** A Kubernetes kind that stands for an AKS cluster, and where it says its network. */
interface ManifestKind {
  readonly language: Language;
  readonly apiVersion: RegExp;
  readonly kind: RegExp;
  /** What holds the properties below. */
  readonly spec: readonly string[];
  readonly profile: readonly string[];
  readonly version: string;
  readonly name: readonly string[];
  readonly byDefault?: NonNullable<ClusterClaim['byDefault']>;
}

const rancher: ManifestKind = {
  language: 'rancher',
  apiVersion: /^aks\.cattle\.io\//,
  kind: /^AKSClusterConfig$/,
  spec: ['spec'],
  profile: [],
  version: 'kubernetesVersion',
  name: ['spec', 'clusterName'],
  byDefault: rancherDefault,
};

const kinds: readonly ManifestKind[] = [
  {
    language: 'cluster-api',
    apiVersion: /^infrastructure\.cluster\.x-k8s\.io\//,
    kind: /^AzureManagedControlPlane(Template)?$/,
    spec: ['spec'],
    profile: [],
    version: 'version',
    name: ['metadata', 'name'],
    byDefault: clusterApiDefault,
  },
  {
    language: 'azure-service-operator',
    apiVersion: /^containerservice\.azure\.com\//,
    kind: /^ManagedCluster$/,
    spec: ['spec'],
    profile: ['networkProfile'],
    version: 'kubernetesVersion',
    name: ['spec', 'azureName'],
  },
  {
    language: 'crossplane',
    apiVersion: /^(containerservice\.azure\.(m\.)?upbound\.io|compute\.azure\.crossplane\.io)\//,
    kind: /^(KubernetesCluster|AKSCluster)$/,
    spec: ['spec', 'forProvider'],
    profile: ['networkProfile'],
    version: 'kubernetesVersion',
    name: ['metadata', 'name'],
  },
  rancher,
];

/** Kinds whose clusters are not Azure's. */
const elsewhere = /^(kops\.k8s\.io|kops|kubelet\.config\.k8s\.io|kubeadm\.k8s\.io)\b/;

/** What a document's Kubernetes manifests say, those inside others (compositions, lists) too; undefined where it has none. */
export function readManifests(document: Value): IacFinding[] | undefined {
  const manifests = [...objectsIn(document)].filter(
    (map) => textOf(map.get('apiVersion')) !== undefined && textOf(map.get('kind')) !== undefined,
  );
  if (manifests.length === 0) return undefined;
  return manifests.flatMap((manifest) => {
    const apiVersion = textOf(manifest.get('apiVersion')) ?? '';
    const name = textOf(manifest.get('kind')) ?? '';
    if (elsewhere.test(apiVersion)) {
      const [place] = kubenetPlaces(manifest);
      return place === undefined ? [] : [elsewhereFinding(place.at, 'data', apiVersion.split('/')[0] ?? '')];
    }
    if (isAdmissionPolicy(apiVersion)) return admissionFindings(manifest);
    const known = kinds.find((each) => each.apiVersion.test(apiVersion) && each.kind.test(name));
    if (known !== undefined) return made(manifest, known, name);
    const imports = memberAt(manifest, 'spec', 'aksConfig');
    if (imports?.kind === 'object') return made(manifest, { ...rancher, spec: ['spec', 'aksConfig'] }, name);
    // Claims of Crossplane, releases of Helm, schemas: what takes the value makes the cluster.
    return namedPlugins(manifest, 'data', name);
  });
}

/** Rancher makes nothing of a cluster that it imports. */
function made(manifest: ObjectValue, known: ManifestKind, name: string): IacFinding[] {
  const isImported = textOf(memberAt(manifest, ...known.spec, 'imported')) === 'true';
  return isImported ? [] : judgeClaim(claimOf(manifest, known, name));
}

/** Empty where a template fills it in. */
function calledIn(manifest: ObjectValue): string {
  const name = textOf(memberAt(manifest, 'metadata', 'name')) ?? '';
  return isTemplateText(name) ? '' : name;
}

function claimOf(manifest: ObjectValue, known: ManifestKind, name: string): ClusterClaim {
  const outer = name.endsWith('Template') ? ['spec', 'template', ...known.spec] : known.spec;
  const spec = memberAt(manifest, ...outer);
  const written = memberAt(spec, ...known.profile);
  const profile = itemsIn(written)[0] ?? written;
  const plugin = memberAt(profile, 'networkPlugin');
  return {
    ...plainClaim,
    language: known.language,
    subject: `${name} ${calledIn(manifest)}`.trim(),
    at: manifest.at,
    plugin: plugin && filledIn(plugin),
    pluginAt: plugin?.at,
    mode: memberAt(profile, 'networkPluginMode'),
    kubernetesVersion: memberAt(spec, known.version),
    networkPolicy: memberAt(profile, 'networkPolicy'),
    podCidr: memberAt(profile, 'podCidr'),
    byDefault: known.byDefault,
    cluster: {
      name: memberAt(manifest, ...known.name) ?? memberAt(manifest, 'metadata', 'name'),
      resourceGroup: memberAt(spec, 'resourceGroupName') ?? memberAt(spec, 'resourceGroup'),
      tags: tagsOf(memberAt(spec, 'tags')),
      module: manifest.at.file,
      calledAt: [],
    },
  };
}
