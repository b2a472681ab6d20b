targetScope = 'subscription'

// Names and place

@minLength(1)
@maxLength(40)
@description('Name of the azd environment; part of the resource group\'s name.')
param environmentName string

@minLength(1)
@description('Azure region of every resource. It must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Tags on every resource, beside azd\'s own.')
param tags object = {}

// What is audited, and with which rights

@description('Ids of the subscriptions to audit, separated by commas. They are given the role below. Empty, with no management group: this subscription is given the role, and the audit covers what the identity can see.')
param auditSubscriptions string = ''

@description('Ids of the management groups to audit, separated by commas. Their role comes from infra/rbac/management-group.bicep: a deployment to a subscription cannot give it.')
param auditManagementGroups string = ''

@allowed(['custom', 'reader', 'none'])
@description('custom: a role with the actions of infra/role/audit-role.json and no others. reader: the built-in Reader, where the deployer may not define roles. none: somebody else assigns a role.')
param auditRole string = 'custom'

@allowed(['auto', 'graph', 'arm'])
@description('Where facts come from.')
param auditSource string = 'auto'

@description('When the audit runs: NCRONTAB, six fields, UTC.')
param auditSchedule string = '0 0 6 * * *'

// What is kept

@minValue(1)
@maxValue(10000)
@description('Runs of which the whole report is kept.')
param keepRuns int = 30

@minValue(1)
@maxValue(10000)
@description('Days that the history for trends is kept.')
param keepHistoryDays int = 400

@minValue(30)
@maxValue(730)
@description('Days that logs are kept. The first 31 are in the price of ingestion.')
param logRetentionDays int = 31

// The app

@allowed(['22', '24'])
@description('Major version of Node.js. az functionapp list-flexconsumption-runtimes says what a region offers.')
param nodeVersion string = '24'

@allowed([512, 2048, 4096])
@description('Memory of one instance.')
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
@description('Most instances a function may have at once. Azure\'s lowest allowed value has been 40, and is 1 where newer rules apply.')
param maximumInstanceCount int = 40

@description('Other app settings by name, from docs/settings.md.')
param appSettings object = {}

// Options

@description('Names of app settings whose values are secrets. A Key Vault is made, and each setting refers to the secret in it with the same name in lower case and dashes for underscores.')
param secretSettings array = []

@description('Storage and Key Vault without a public network: a virtual network, private endpoints and their DNS zones.')
param privateNetwork bool = false

@description('Address range of the virtual network, at least a /25.')
param virtualNetworkPrefix string = '10.111.0.0/24'

@description('Plan and storage across availability zones, where the region offers it.')
param zoneRedundant bool = false

@description('Client id of a Microsoft Entra app registration. With it people sign in to the HTTP routes; docs/deploy.md says how to make one.')
param entraClientId string = ''

@description('Receiver of the alerts about the app itself. Empty: no alert rules.')
param alertEmail string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName })
var subscriptionIds = map(filter(split(auditSubscriptions, ','), id => !empty(trim(id))), id => toLower(trim(id)))
var auditsOwnSubscription = empty(subscriptionIds) && empty(auditManagementGroups)
var roleSubscriptionIds = auditRole == 'none' ? [] : auditsOwnSubscription ? [subscription().subscriptionId] : subscriptionIds
var storageServices = privateNetwork ? ['blob', 'queue', 'table'] : []
var readerRoleName = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usgov'
  AzureChinaCloud: 'china'
}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: resourceGroup
  params: {
    name: '${abbreviations.managedIdentity}${token}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: resourceGroup
  params: {
    workspaceName: '${abbreviations.logAnalyticsWorkspace}${token}'
    applicationInsightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    identityPrincipalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: resourceGroup
  params: {
    name: '${abbreviations.virtualNetwork}${token}'
    subnetPrefix: abbreviations.subnet
    addressPrefix: virtualNetworkPrefix
    location: location
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: resourceGroup
  params: {
    name: '${abbreviations.storageAccount}${token}'
    location: location
    tags: allTags
    isPublic: !privateNetwork
    zoneRedundant: zoneRedundant
    identityPrincipalId: identity.outputs.principalId
  }
}

module storageEndpoints 'modules/private-endpoint.bicep' = [
  for service in storageServices: {
    name: 'storage-${service}-endpoint'
    scope: resourceGroup
    params: {
      name: '${abbreviations.privateEndpoint}${service}-${token}'
      location: location
      tags: allTags
      subnetId: network!.outputs.endpointSubnetId
      virtualNetworkId: network!.outputs.virtualNetworkId
      targetId: storage.outputs.id
      groupId: service
      zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
    }
  }
]

module keyVault 'modules/key-vault.bicep' = if (!empty(secretSettings)) {
  name: 'key-vault'
  scope: resourceGroup
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: allTags
    isPublic: !privateNetwork
    identityPrincipalId: identity.outputs.principalId
  }
}

module keyVaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork && !empty(secretSettings)) {
  name: 'key-vault-endpoint'
  scope: resourceGroup
  params: {
    name: '${abbreviations.privateEndpoint}vault-${token}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointSubnetId
    virtualNetworkId: network!.outputs.virtualNetworkId
    targetId: keyVault!.outputs.id
    groupId: 'vault'
    zoneName: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: resourceGroup
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.appServicePlan}${token}'
    location: location
    tags: union(allTags, { 'azd-service-name': 'app' })
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    zoneRedundant: zoneRedundant
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageEndpoints: storage.outputs.endpoints
    deploymentContainer: storage.outputs.deploymentContainer
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    entraClientId: entraClientId
    keyVaultName: empty(secretSettings) ? '' : keyVault!.outputs.name
    secretSettings: secretSettings
    settings: union(appSettings, {
      KUBENET_AUDIT_CLOUD: clouds[environment().name]
      KUBENET_AUDIT_SOURCE: auditSource
      KUBENET_AUDIT_SUBSCRIPTION: join(subscriptionIds, ',')
      KUBENET_AUDIT_MANAGEMENT_GROUP: auditManagementGroups
      KUBENET_AUDIT_SCHEDULE: auditSchedule
      KUBENET_AUDIT_KEEP_RUNS: string(keepRuns)
      KUBENET_AUDIT_KEEP_HISTORY_DAYS: string(keepHistoryDays)
    })
  }
  // The endpoints must answer before the app's first start.
  dependsOn: [storageEndpoints, keyVaultEndpoint]
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  name: 'alerts'
  scope: resourceGroup
  params: {
    actionGroupName: '${abbreviations.actionGroup}${token}'
    rulePrefix: abbreviations.scheduledQueryRule
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
  }
}

module roleDefinition 'role/role-definition.bicep' = if (auditRole == 'custom' && !empty(roleSubscriptionIds)) {
  name: 'audit-role'
  params: {
    assignableSubscriptionIds: union([subscription().subscriptionId], roleSubscriptionIds)
  }
}

module roleAssignments 'role/role-assignment.bicep' = [
  for id in roleSubscriptionIds: {
    name: 'audit-role-at-${id}'
    scope: subscription(id)
    params: {
      principalId: identity.outputs.principalId
      roleName: auditRole == 'custom' ? roleDefinition!.outputs.name : readerRoleName
    }
  }
]

output AZURE_RESOURCE_GROUP string = resourceGroup.name
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.name
output AZURE_FUNCTION_APP_URL string = functionApp.outputs.url
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_KEY_VAULT_NAME string = empty(secretSettings) ? '' : keyVault!.outputs.name
output AUDIT_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output AUDIT_IDENTITY_CLIENT_ID string = identity.outputs.clientId
