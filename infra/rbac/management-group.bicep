// Lets the app's identity audit everything below a management group. Deployed by somebody who may assign roles there:
// az deployment mg create --management-group-id <id> --location <region> --template-file infra/rbac/management-group.bicep --parameters principalId=<AUDIT_IDENTITY_PRINCIPAL_ID>
targetScope = 'managementGroup'

@description('Object id of the app\'s identity: the output AUDIT_IDENTITY_PRINCIPAL_ID of the deployment.')
param principalId string

@allowed(['custom', 'reader'])
@description('custom: a role with the actions of infra/role/audit-role.json and no others. reader: the built-in Reader.')
param auditRole string = 'custom'

var role = loadJsonContent('../role/audit-role.json')
var readerRoleName = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
var definitionName = guid(managementGroup().id, role.Name)

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (auditRole == 'custom') {
  name: definitionName
  properties: {
    roleName: '${role.Name} (${take(definitionName, 8)})'
    description: role.Description
    type: 'CustomRole'
    // A custom role can be assigned at one management group, and below it.
    assignableScopes: [managementGroup().id]
    permissions: [
      {
        actions: role.Actions
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, principalId, auditRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: auditRole == 'custom'
      ? definition.id
      : tenantResourceId('Microsoft.Authorization/roleDefinitions', readerRoleName)
  }
}
