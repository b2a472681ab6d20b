# Says how to open the report and how to run the first audit, and runs it where RUN_FIRST_AUDIT is true. azd runs this after deploying, with
# its own values in the environment. The app is there by now: nothing here makes the deployment fail.
$ErrorActionPreference = 'Stop'

$api = "$env:AZURE_FUNCTION_APP_URL/api"
Write-Output "The report: $api/report?format=html"
if ($env:ENTRA_CLIENT_ID) {
  Write-Output "It opens for whoever signs in with Microsoft Entra; $api shows what else there is."
  Write-Output "The first audit runs at the next time of the schedule, 06:00 UTC where nothing else is set, or when somebody signed in sends POST $api/runs."
  exit 0
}

Write-Output "It takes the app's key: put &code=KEY behind the address. $api`?code=KEY shows what else there is. The key:"
Write-Output "  az functionapp keys list --resource-group $env:AZURE_RESOURCE_GROUP --name $env:AZURE_FUNCTION_APP_NAME --query functionKeys.default --output tsv"
if ($env:RUN_FIRST_AUDIT -ne 'true') {
  Write-Output 'The first audit runs at the next time of the schedule, 06:00 UTC where nothing else is set. To run it now:'
  Write-Output '  azd env set RUN_FIRST_AUDIT true'
  Write-Output '  azd hooks run postdeploy'
  exit 0
}
if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  Write-Warning 'No audit is started: that takes the Azure CLI, signed in.'
  exit 0
}
$key = az functionapp keys list --resource-group $env:AZURE_RESOURCE_GROUP --name $env:AZURE_FUNCTION_APP_NAME --query functionKeys.default --output tsv
if (-not $key) {
  Write-Warning 'No audit is started: the key could not be read, as said above.'
  exit 0
}
try {
  Invoke-RestMethod -Method Post -Uri "$api/runs" -Headers @{ 'x-functions-key' = $key } | Out-Null
  Write-Output "The first audit has begun: the report is there in some minutes. $api/runs?code=KEY shows how far it is."
} catch {
  $status = if ($_.Exception.Response) { [int]$_.Exception.Response.StatusCode } else { 0 }
  if ($status -eq 409 -or $status -eq 429) {
    Write-Output 'An audit is under way, or was a short while ago.'
  } else {
    Write-Warning "No audit is started (HTTP $status). The app's role takes some minutes to hold: then azd hooks run postdeploy."
  }
}
exit 0
