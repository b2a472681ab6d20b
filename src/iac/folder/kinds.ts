/** What could be code that makes clusters, by the ends of names. Everything else is not opened. */
const codeNames =
  /\.(tf|tofu|tfvars|hcl|bicep|bicepparam|json|jsonc|ya?ml|sh|bash|zsh|ksh|ps1|psm1|psd1|ts|mts|cts|js|mjs|cjs|py|go|cs|fs|vb|java|kt|tfstate|tpl|tmpl|template|j2|rego|cmd|bat|env|service)$|kube[^/]*\.conf$|(^|\/)(Makefile|Jenkinsfile|Dockerfile|Taskfile|Justfile|justfile|\.terraform\.lock\.hcl)$|(^|\/)[^./]+$/;

export function couldBeCode(path: string): boolean {
  return codeNames.test(path);
}

/** Files that decide nothing by words of their own, and yet what others' values are: they are kept at hand, hit or not. */
const supportingNames =
  /\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$|\.hcl$|\.bicep$|\.bicepparam$|(^|\/)Pulumi\.[^/]+\.ya?ml$/;

export function isSupporting(path: string): boolean {
  return supportingNames.test(path);
}

export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/** Words without which no file can make, pin or allow a kubenet cluster. */
export const words =
  /kubenet|network[-_]?plugin|kubernetes_?cluster|managedcluster|azure\/aks\/|azurerm-aks|_rm_aks|aks_?(cluster_?)?config|akscluster|az\s+aks|"aks"|new-azaks|azuremanagedcontrolplane|aks[-_.]create|container-service\/managed-cluster|\bdeployment\s+group\s+create|new-azresourcegroupdeployment|managertemplatedeployment/i;

/** Folders that hold other people's code, or none. */
export const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.terraform', '.terragrunt-cache', '.git']);
