import { identity as identityType, tags as tagsType } from 'types.bicep'

param name string
param location string
param tags tagsType

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output identity identityType = {
  id: identity.id
  clientId: identity.properties.clientId
  principalId: identity.properties.principalId
}
