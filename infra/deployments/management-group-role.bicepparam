using '../rbac/management-group.bicep'

param principalId = '55555555-5555-4555-8555-555555555555'
