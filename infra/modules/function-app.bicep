import { secretNameOf } from 'texts.bicep'
import { appSettings, identity, storageEndpoints as storageEndpointsType, tags as tagsType } from 'types.bicep'

param name string
param planName string
param location string
param tags tagsType
param nodeVersion string
param instanceMemoryMB int
param maximumInstanceCount int
param zoneRedundant bool

@description('Subnet for what the app sends; empty: no virtual network.')
param subnetId string

@description('Whether the app answers from a public address at all.')
param isPublic bool

@description('Ranges that may ask the app, and deploy to it; none: every one.')
param callers string[]

@description('The identity of the app\'s code: Azure\'s resources, queues and tables.')
param auditIdentity identity

@description('The identity of the Functions host and the platform: package, keys, telemetry, secrets, sign-in.')
param hostIdentity identity
param storageEndpoints storageEndpointsType

@description('Address of the blob container that holds the deployed package.')
param deploymentContainer string

@secure()
param applicationInsightsConnectionString string

@description('Where the platform logs sign-ins.')
param workspaceId string

@description('App registration that people sign in with; empty: function keys only.')
param entraClientId string

@description('Object ids of the groups and people that may sign in; none: everybody that the enterprise application lets.')
param signInGroups string[]
param signInPeople string[]

@description('Client ids of programs whose tokens are taken too.')
param signInApplications string[]

@description('Empty when there are no secret settings.')
param keyVaultName string

@description('Names of settings that refer to secrets of the Key Vault.')
param secretSettings string[]

@description('The app\'s own settings.')
param settings appSettings

// The code has an identity of its own, so that it can neither change its package nor read the host's keys.
var storageSettings = {
  AzureWebJobsStorage__blobServiceUri: storageEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storageEndpoints.queue
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: hostIdentity.clientId
  KUBENET_AUDIT_STORAGE__queueServiceUri: storageEndpoints.queue
  KUBENET_AUDIT_STORAGE__tableServiceUri: storageEndpoints.table
  KUBENET_AUDIT_STORAGE__credential: 'managedidentity'
  KUBENET_AUDIT_STORAGE__clientId: auditIdentity.clientId
}
var identitySettings = {
  AZURE_CLIENT_ID: auditIdentity.clientId
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
}
var telemetrySettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${hostIdentity.clientId};Authorization=AAD'
}
// Sign-in without a secret: the platform proves the app registration with an identity of the app.
var signInSettings = empty(entraClientId)
  ? {}
  : {
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: hostIdentity.clientId
      KUBENET_AUDIT_SIGN_IN: 'entra'
      KUBENET_AUDIT_ENTRA_TENANT_ID: tenant().tenantId
      KUBENET_AUDIT_ENTRA_CLIENT_ID: entraClientId
    }
var secretReferences = toObject(
  secretSettings,
  setting => setting,
  setting => '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=${secretNameOf(setting)})'
)
var allSettings = union(
  settings,
  secretReferences,
  storageSettings,
  identitySettings,
  telemetrySettings,
  signInSettings
)
var restrictions = map(callers, (range, index) => {
  name: 'caller-${index + 1}'
  priority: 100 + index
  action: 'Allow'
  ipAddress: range
})

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${auditIdentity.id}': {}
      '${hostIdentity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    keyVaultReferenceIdentity: hostIdentity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: hostIdentity.id
          }
        }
      }
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      healthCheckPath: '/api/health'
      // Whoever may ask may deploy, given the right to: one list for both doors.
      ipSecurityRestrictions: restrictions
      ipSecurityRestrictionsDefaultAction: empty(callers) ? 'Allow' : 'Deny'
      scmIpSecurityRestrictionsUseMain: true
      appSettings: [for setting in items(allSettings): { name: setting.key, value: setting.value }]
    }
  }
}

// Nobody deploys with a password.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

resource signIn 'Microsoft.Web/sites/config@2025-03-01' = if (!empty(entraClientId)) {
  parent: site
  name: 'authsettingsV2'
  properties: {
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      // Health says nothing that needs a sign-in; the host's own routes have a key of their own.
      excludedPaths: ['/api/health', '/admin/*']
    }
    httpSettings: {
      requireHttps: true
      routes: { apiPrefix: '/.auth' }
      forwardProxy: { convention: 'NoProxy' }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          clientId: entraClientId
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        }
        validation: {
          allowedAudiences: [entraClientId, 'api://${entraClientId}']
          defaultAuthorizationPolicy: {
            allowedApplications: concat([entraClientId], signInApplications)
            allowedPrincipals: empty(signInGroups) && empty(signInPeople)
              ? null
              : {
                  groups: signInGroups
                  identities: signInPeople
                }
          }
        }
      }
    }
    login: {
      tokenStore: { enabled: false }
    }
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
  }
}

// There is no newer version of diagnostic settings: the linter knows but one of 2016.
#disable-next-line use-recent-api-versions
resource signInLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(entraClientId)) {
  name: 'sign-ins'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceAuthenticationLogs'
        enabled: true
      }
    ]
  }
}

output id string = site.id
output name string = site.name
output url string = 'https://${site.properties.defaultHostName}'
