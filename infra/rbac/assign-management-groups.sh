#!/bin/sh
# Gives the app's identity its role at each management group of AUDIT_MANAGEMENT_GROUPS. azd runs this after provisioning, with its
# own values in the environment; whoever runs it needs the right to assign roles there.
set -eu

if [ -z "${AUDIT_MANAGEMENT_GROUPS:-}" ] || [ "${AUDIT_ROLE:-custom}" = none ]; then
  exit 0
fi
if ! command -v az >/dev/null 2>&1; then
  echo "The role at $AUDIT_MANAGEMENT_GROUPS is not given yet: it takes the Azure CLI. See docs/deploy.md, Management groups." >&2
  exit 1
fi

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
echo "$AUDIT_MANAGEMENT_GROUPS" | tr ',' '\n' | sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d' | while IFS= read -r group; do
  echo "Giving the app's identity its role at management group $group"
  # A management group keeps a deployment's region: the name tells environments in other regions apart.
  az deployment mg create --name "kubenet-audit-role-$AZURE_LOCATION" --management-group-id "$group" --location "$AZURE_LOCATION" \
    --template-file "$here/management-group.json" \
    --parameters principalId="$AUDIT_IDENTITY_PRINCIPAL_ID" auditRole="${AUDIT_ROLE:-custom}" --output none </dev/null
done
