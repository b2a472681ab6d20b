# Gives the app's identity its role at each management group of AUDIT_MANAGEMENT_GROUPS. azd runs this after provisioning, with its
# own values in the environment; whoever runs it needs the right to assign roles there.
$ErrorActionPreference = 'Stop'

$role = if ($env:AUDIT_ROLE) { $env:AUDIT_ROLE } else { 'custom' }
if (-not $env:AUDIT_MANAGEMENT_GROUPS -or $role -eq 'none') { exit 0 }
if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  Write-Error "The role at $env:AUDIT_MANAGEMENT_GROUPS is not given yet: it takes the Azure CLI. See docs/deploy.md, Management groups."
}

foreach ($group in $env:AUDIT_MANAGEMENT_GROUPS.Split(',').Trim() | Where-Object { $_ }) {
  Write-Output "Giving the app's identity its role at management group $group"
  # A management group keeps a deployment's region: the name tells environments in other regions apart.
  az deployment mg create --name "kubenet-audit-role-$env:AZURE_LOCATION" --management-group-id $group --location $env:AZURE_LOCATION `
    --template-file "$PSScriptRoot/management-group.json" `
    --parameters principalId=$env:AUDIT_IDENTITY_PRINCIPAL_ID auditRole=$role --output none
  if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
