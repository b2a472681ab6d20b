targetScope = 'subscription'

@description('Subscriptions where the role can be assigned.')
param assignableSubscriptionIds array

var role = loadJsonContent('audit-role.json')
// Role names are unique in a tenant, so two deployments of this app do not share one.
var definitionName = guid(subscription().id, role.Name)

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
