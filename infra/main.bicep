targetScope = 'subscription'

import {
  isGuid
  isManagementGroupId
  isPublicRange
  isSecretName
  lowerPartsOf
  partsOf
  rangesOf
  secretNameOf
} from 'modules/texts.bicep'
import { appSettings as appSettingsType, networkAccess, tags as tagsType } from 'modules/types.bicep'

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
param tags tagsType = {}

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

@description('Other app settings by name, from docs/settings.md, each value as text.')
param appSettings appSettingsType = {}

@description('Names of app settings whose values are secrets. A Key Vault is made, and each setting refers to the secret in it with the same name in lower case and dashes for underscores.')
param secretSettings string[] = []

// Who may reach what

@description('True: Storage and Key Vault have private endpoints and no public network. False: they answer the app\'s subnet, through service endpoints, and the operators\' addresses.')
param privateNetwork bool = false

@description('True: no virtual network; Storage and Key Vault answer every network, and ask for a token. For where no virtual network may be made. Counts for nothing with privateNetwork.')
param openNetwork bool = false

@description('Address range of the virtual network, at least a /25.')
param virtualNetworkPrefix string = '10.111.0.0/24'

@description('Public addresses and ranges (IPv4) of those who look after the app, separated by commas: Storage and Key Vault answer them too, unless the network is private.')
param operatorAddresses string = ''

@description('Addresses and ranges that may ask the app and deploy to it, separated by commas; empty: every one.')
param callerAddresses string = ''

@description('False: the app has no public address. With privateNetwork it has a private endpoint.')
param publicSite bool = true

@description('Client id of a Microsoft Entra app registration. With it people sign in to the HTTP routes; docs/deploy.md says how to make one.')
param entraClientId string = ''

@description('Object ids of the groups whose members may sign in, separated by commas. Neither these nor people: everybody whom the enterprise application lets.')
param signInGroups string = ''

@description('Object ids of people and service principals that may sign in, separated by commas.')
param signInPeople string = ''

@description('Client ids of programs that may ask with a token of their own, separated by commas.')
param signInApplications string = ''

// Options

@description('Plan and storage across availability zones, where the region offers it.')
param zoneRedundant bool = false

@description('Receiver of the alerts about the app itself. Empty: no alert rules.')
param alertEmail string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName })
var readerRoleName = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usgov'
  AzureChinaCloud: 'china'
}
var siteZones = {
  AzureCloud: 'privatelink.azurewebsites.net'
  AzureUSGovernment: 'privatelink.azurewebsites.us'
  AzureChinaCloud: 'privatelink.chinacloudsites.cn'
}

var notSubscriptions = filter(lowerPartsOf(auditSubscriptions), id => !isGuid(id))
var subscriptionIds = empty(notSubscriptions)
  ? lowerPartsOf(auditSubscriptions)
  : fail('auditSubscriptions takes ids of subscriptions, separated by commas; this is none: ${notSubscriptions[?0]}')
var notManagementGroups = filter(partsOf(auditManagementGroups), id => !isManagementGroupId(id))
var managementGroups = empty(notManagementGroups)
  ? partsOf(auditManagementGroups)
  : fail('auditManagementGroups takes ids of management groups, separated by commas; this is none: ${notManagementGroups[?0]}')
var auditsOwnSubscription = empty(subscriptionIds) && empty(managementGroups)
var roleSubscriptionIds = auditRole == 'none'
  ? []
  : auditsOwnSubscription ? [subscription().subscriptionId] : subscriptionIds

var notSecrets = filter(secretSettings, setting => !isSecretName(secretNameOf(setting)))
var sameSecrets = filter(
  secretSettings,
  setting => length(filter(secretSettings, other => secretNameOf(other) == secretNameOf(setting))) > 1
)
var namedSecrets = !empty(notSecrets)
  ? fail('secretSettings takes names of letters, digits, dashes and underscores, since a secret in the Key Vault is named after each; this is none: ${notSecrets[?0]}')
  : !empty(sameSecrets)
      ? fail('secretSettings has names that would share one secret in the Key Vault: ${join(sameSecrets, ', ')}')
      : secretSettings
var hasVault = !empty(secretSettings)

var notOperators = filter(rangesOf(operatorAddresses), range => !isPublicRange(range))
var operators = empty(notOperators)
  ? rangesOf(operatorAddresses)
  : fail('operatorAddresses takes public IPv4 addresses and ranges, and no /31, as Storage does; this is none: ${notOperators[?0]}')

var notPrincipals = filter(
  lowerPartsOf('${entraClientId},${signInGroups},${signInPeople},${signInApplications}'),
  id => !isGuid(id)
)
var clientId = empty(notPrincipals)
  ? toLower(trim(entraClientId))
  : fail('entraClientId, signInGroups, signInPeople and signInApplications take ids; this is none: ${notPrincipals[?0]}')

var hasNetwork = privateNetwork || !openNetwork
var storageServices = privateNetwork ? ['blob', 'queue', 'table'] : []
var access networkAccess = {
  from: privateNetwork ? 'private' : hasNetwork ? 'listed' : 'everybody'
  subnetId: hasNetwork ? network!.outputs.appSubnetId : ''
  addresses: operators
}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: allTags
}

module auditIdentity 'modules/identity.bicep' = {
  name: 'audit-identity'
  scope: resourceGroup
  params: {
    name: '${abbreviations.managedIdentity}${token}'
    location: location
    tags: allTags
  }
}

module hostIdentity 'modules/identity.bicep' = {
  name: 'host-identity'
  scope: resourceGroup
  params: {
    name: '${abbreviations.managedIdentity}host-${token}'
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
    senderPrincipalId: hostIdentity.outputs.identity.principalId
  }
}

module network 'modules/network.bicep' = if (hasNetwork) {
  name: 'network'
  scope: resourceGroup
  params: {
    name: '${abbreviations.virtualNetwork}${token}'
    subnetPrefix: abbreviations.subnet
    securityGroupPrefix: abbreviations.networkSecurityGroup
    addressPrefix: virtualNetworkPrefix
    hasPrivateEndpoints: privateNetwork
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
    network: access
    zoneRedundant: zoneRedundant
    auditPrincipalId: auditIdentity.outputs.identity.principalId
    hostPrincipalId: hostIdentity.outputs.identity.principalId
    workspaceId: monitoring.outputs.workspaceId
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

module keyVault 'modules/key-vault.bicep' = if (hasVault) {
  name: 'key-vault'
  scope: resourceGroup
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: allTags
    network: access
    readerPrincipalId: hostIdentity.outputs.identity.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keyVaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork && hasVault) {
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
    subnetId: access.subnetId
    isPublic: publicSite
    callers: rangesOf(callerAddresses)
    auditIdentity: auditIdentity.outputs.identity
    hostIdentity: hostIdentity.outputs.identity
    storageEndpoints: storage.outputs.endpoints
    deploymentContainer: storage.outputs.deploymentContainer
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    workspaceId: monitoring.outputs.workspaceId
    entraClientId: clientId
    signInGroups: lowerPartsOf(signInGroups)
    signInPeople: lowerPartsOf(signInPeople)
    signInApplications: lowerPartsOf(signInApplications)
    keyVaultName: hasVault ? keyVault!.outputs.name : ''
    secretSettings: namedSecrets
    settings: union(appSettings, {
      KUBENET_AUDIT_CLOUD: clouds[environment().name]
      KUBENET_AUDIT_SOURCE: auditSource
      KUBENET_AUDIT_SUBSCRIPTION: join(subscriptionIds, ',')
      KUBENET_AUDIT_MANAGEMENT_GROUP: join(managementGroups, ',')
      KUBENET_AUDIT_SCHEDULE: auditSchedule
      KUBENET_AUDIT_KEEP_RUNS: string(keepRuns)
      KUBENET_AUDIT_KEEP_HISTORY_DAYS: string(keepHistoryDays)
    })
  }
  // The endpoints must answer before the app's first start.
  dependsOn: [storageEndpoints, keyVaultEndpoint]
}

module siteEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork && !publicSite) {
  name: 'site-endpoint'
  scope: resourceGroup
  params: {
    name: '${abbreviations.privateEndpoint}sites-${token}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointSubnetId
    virtualNetworkId: network!.outputs.virtualNetworkId
    targetId: functionApp.outputs.id
    groupId: 'sites'
    zoneName: siteZones[environment().name]
  }
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

// A deployment to a subscription keeps the region of its first: these names tell environments and regions apart.
module roleDefinition 'role/role-definition.bicep' = if (auditRole == 'custom' && !empty(roleSubscriptionIds)) {
  name: 'audit-role-${token}'
  params: {
    assignableSubscriptionIds: union([subscription().subscriptionId], roleSubscriptionIds)
    token: token
  }
}

module roleAssignments 'role/role-assignment.bicep' = [
  for id in roleSubscriptionIds: {
    name: 'audit-role-${token}-at-${take(id, 8)}'
    scope: subscription(id)
    params: {
      principalId: auditIdentity.outputs.identity.principalId
      roleName: auditRole == 'custom' ? roleDefinition!.outputs.name : readerRoleName
    }
  }
]

output AZURE_RESOURCE_GROUP string = resourceGroup.name
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.name
output AZURE_FUNCTION_APP_URL string = functionApp.outputs.url
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_KEY_VAULT_NAME string = hasVault ? keyVault!.outputs.name : ''
output AUDIT_IDENTITY_PRINCIPAL_ID string = auditIdentity.outputs.identity.principalId
output AUDIT_IDENTITY_CLIENT_ID string = auditIdentity.outputs.identity.clientId
output HOST_IDENTITY_PRINCIPAL_ID string = hostIdentity.outputs.identity.principalId
