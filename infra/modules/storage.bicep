import { networkAccess, storageEndpoints, tags as tagsType } from 'types.bicep'

param name string
param location string
param tags tagsType
param network networkAccess
param zoneRedundant bool

@description('The identity of the app\'s code: it has the queues and the tables, and no blob.')
param auditPrincipalId string

@description('The identity of the Functions host and the platform: it has the blobs of the host, its keys and the package.')
param hostPrincipalId string

@description('Where the account logs who read and wrote.')
param workspaceId string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var auditRoles = {
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
// The host makes the last two itself where they are missing, which takes a right at the account; here they are there before it.
var containerNames = ['app-package', 'azure-webjobs-hosts', 'azure-webjobs-secrets']
var retentionDays = 14

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: network.from == 'private' ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: network.from == 'everybody' ? 'Allow' : 'Deny'
      // A range of one address is refused here: it is written as the address.
      ipRules: network.from == 'listed'
        ? map(network.addresses, range => {
            action: 'Allow'
            value: replace(range, '/32', '')
          })
        : []
      virtualNetworkRules: network.from == 'listed'
        ? [
            {
              action: 'Allow'
              id: network.subnetId
            }
          ]
        : []
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: retentionDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: retentionDays
    }
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for name in containerNames: {
    parent: blobs
    name: name
    properties: { publicAccess: 'None' }
  }
]

resource hostAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in containerNames: {
    name: guid(account.id, name, hostPrincipalId, blobDataContributor)
    scope: containers[index]
    properties: {
      principalId: hostPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    }
  }
]

resource auditAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(auditRoles): {
    name: guid(account.id, auditPrincipalId, role.value)
    scope: account
    properties: {
      principalId: auditPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

// There is no newer version of diagnostic settings: the linter knows but one of 2016.
#disable-next-line use-recent-api-versions
resource blobLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [for category in ['StorageRead', 'StorageWrite', 'StorageDelete']: { category: category, enabled: true }]
  }
}

// Reading a queue is how the host waits for work: it would fill the log with nothing.
#disable-next-line use-recent-api-versions
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: queues
  properties: {
    workspaceId: workspaceId
    logs: [for category in ['StorageWrite', 'StorageDelete']: { category: category, enabled: true }]
  }
}

#disable-next-line use-recent-api-versions
resource tableLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: tables
  properties: {
    workspaceId: workspaceId
    logs: [for category in ['StorageRead', 'StorageWrite', 'StorageDelete']: { category: category, enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output endpoints storageEndpoints = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}
output deploymentContainer string = '${account.properties.primaryEndpoints.blob}${containers[0].name}'
