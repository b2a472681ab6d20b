#!/usr/bin/env bash
# One would guess that a cluster that has moved to Azure CNI Overlay still passes a rule of "at least 50 pods a node": Azure's
# default there is 250 (https://learn.microsoft.com/azure/aks/quotas-skus-regions). checkov's CKV_AZURE_168 takes a missing
# max_pods for 30, the default of the old Azure CNI, whatever network_plugin_mode says: the pipeline of a repository that writes
# the mode and leaves max_pods to Azure goes red for a cluster with more pods a node than kubenet ever had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools >/dev/null
tools/bin/pip install --quiet checkov==3.3.30 >/dev/null 2>&1
echo 'checkov 3.3.30'
mkdir code
cluster() {
  cat <<TF
resource "azurerm_kubernetes_cluster" "$1" {
  name                = "aks-$1"
  location            = "westeurope"
  resource_group_name = "rg-aks"
  dns_prefix          = "aks"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
    $2
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
TF
}
{ cluster silent ''; cluster stated 'max_pods = 250'; } >code/main.tf
tools/bin/checkov --directory code --framework terraform --check CKV_AZURE_168 --skip-download --soft-fail --output json >found.json 2>/dev/null
tools/bin/python - <<'PY'
import json

results = json.load(open('found.json'))['results']
seen = {check['resource']: check['check_result']['result'] for check in results['passed_checks'] + results['failed_checks']}
print(seen)
assert seen == {'azurerm_kubernetes_cluster.silent': 'FAILED', 'azurerm_kubernetes_cluster.stated': 'PASSED'}, seen
PY
