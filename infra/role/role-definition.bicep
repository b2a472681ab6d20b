targetScope = 'subscription'

@description('Subscriptions where the role can be assigned.')
param assignableSubscriptionIds string[]

@description('What tells this deployment of the app from others.')
param token string

var role = loadJsonContent('audit-role.json')
// A definition lists where it may be assigned, so each environment has one of its own: two would take each other's scopes away.
// Role names are unique in a tenant.
var definitionName = guid(subscription().id, role.Name, token)

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: definitionName
  properties: {
    roleName: '${role.Name} (${take(definitionName, 8)})'
    description: role.Description
    type: 'CustomRole'
    assignableScopes: [for id in assignableSubscriptionIds: '/subscriptions/${id}']
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

output name string = definition.name
