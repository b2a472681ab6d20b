/** An object as the API of a cluster gives it, warts included. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** The inside of a managed cluster. */
export interface KubernetesCluster {
  /** Of the managed cluster. */
  readonly clusterId: string;
  /** What its kubeconfig holds: a plugin for Microsoft Entra, or the certificate of a local account, who may do everything. */
  readonly signIn: 'entra' | 'certificate';
  /** By object id of a principal: what it may list everywhere, as roles name it (`nodes`, `deployments.apps`), or `*`. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  /** By object id: the same, of the namespace kube-system only. */
  readonly kubeSystemGrants?: Readonly<Record<string, readonly string[]>>;
  /** Its address leads nowhere, as a private cluster's does from outside. */
  readonly isUnreachable?: true;
  /** Its custom resource definitions of Calico are there. */
  readonly hasCalico?: true;
  readonly objects: readonly KubernetesObject[];
}
