/** Where AKS installs Calico itself: what is there goes and comes with the engine. */
const calicoNamespaces: readonly string[] = ['calico-system', 'calico-apiserver', 'tigera-operator'];

export function isInCalicoNamespace({ namespace }: { readonly namespace: string }): boolean {
  return calicoNamespaces.includes(namespace);
}
