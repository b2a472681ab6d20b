#!/bin/sh
# Says how to open the report and how to run the first audit, and runs it where RUN_FIRST_AUDIT is true. azd runs this after deploying, with
# its own values in the environment. The app is there by now: nothing here makes the deployment fail.
set -eu

api="$AZURE_FUNCTION_APP_URL/api"
echo "The report: $api/report?format=html"
if [ -n "${ENTRA_CLIENT_ID:-}" ]; then
  echo "It opens for whoever signs in with Microsoft Entra; $api shows what else there is."
  echo "The first audit runs at the next time of the schedule, 06:00 UTC where nothing else is set, or when somebody signed in sends POST $api/runs."
  exit 0
fi

echo "It takes the app's key: put &code=KEY behind the address. $api?code=KEY shows what else there is. The key:"
echo "  az functionapp keys list --resource-group $AZURE_RESOURCE_GROUP --name $AZURE_FUNCTION_APP_NAME --query functionKeys.default --output tsv"
if [ "${RUN_FIRST_AUDIT:-}" != true ]; then
  echo "The first audit runs at the next time of the schedule, 06:00 UTC where nothing else is set. To run it now:"
  echo "  azd env set RUN_FIRST_AUDIT true"
  echo "  azd hooks run postdeploy"
  exit 0
fi
if ! command -v az >/dev/null 2>&1 || ! command -v curl >/dev/null 2>&1; then
  echo "No audit is started: that takes the Azure CLI, signed in, and curl." >&2
  exit 0
fi
key=$(az functionapp keys list --resource-group "$AZURE_RESOURCE_GROUP" --name "$AZURE_FUNCTION_APP_NAME" --query functionKeys.default --output tsv </dev/null) || key=''
if [ -z "$key" ]; then
  echo "No audit is started: the key could not be read, as said above." >&2
  exit 0
fi
# The key goes by standard input: what a program is started with, everybody on the machine can read.
status=$(printf 'x-functions-key: %s\n' "$key" | curl --silent --output /dev/null --write-out '%{http_code}' --request POST --header @- "$api/runs") || status=000
case $status in
  202) echo "The first audit has begun: the report is there in some minutes. $api/runs?code=KEY shows how far it is." ;;
  409 | 429) echo "An audit is under way, or was a short while ago." ;;
  *) echo "No audit is started (HTTP $status). The app's role takes some minutes to hold: then azd hooks run postdeploy." >&2 ;;
esac
