import { rangeOf } from 'texts.bicep'
import { tags as tagsType } from 'types.bicep'

param name string

@description('What the subnets\' names start with.')
param subnetPrefix string

@description('What the names of their security groups start with.')
param securityGroupPrefix string

@description('At least a /25: each subnet is a /26.')
param addressPrefix string

@description('False: no subnet for private endpoints, and Storage and Key Vault are reached through service endpoints.')
param hasPrivateEndpoints bool
param location string
param tags tagsType

var range = parseCidr(addressPrefix).cidr > 25
  ? fail('virtualNetworkPrefix takes at least a /25, for two subnets of a /26; ${addressPrefix} is smaller.')
  : rangeOf(addressPrefix)
var appRange = cidrSubnet(range, 26, 0)
var endpointRange = cidrSubnet(range, 26, 1)

var appSubnet = {
  name: '${subnetPrefix}app'
  properties: {
    addressPrefix: appRange
    networkSecurityGroup: { id: appSecurityGroup.id }
    serviceEndpoints: hasPrivateEndpoints ? [] : [{ service: 'Microsoft.Storage' }, { service: 'Microsoft.KeyVault' }]
    // Flex Consumption runs in Container Apps environments: the subscription must have Microsoft.App registered.
    delegations: [
      {
        name: 'app'
        properties: { serviceName: 'Microsoft.App/environments' }
      }
    ]
  }
}
var endpointSubnet = {
  name: '${subnetPrefix}endpoints'
  properties: {
    addressPrefix: endpointRange
    networkSecurityGroup: hasPrivateEndpoints ? { id: endpointSecurityGroup.id } : null
    privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
    defaultOutboundAccess: false
  }
}

// What the app sends to is decided by roles and by sign-in; nothing of it is a way to administer a machine.
var denyRemoteAdministration = {
  name: 'deny-remote-administration'
  properties: {
    description: 'An app that was taken over does not reach other machines.'
    priority: 100
    direction: 'Outbound'
    access: 'Deny'
    protocol: 'Tcp'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRanges: ['22', '23', '135', '445', '3389', '5985', '5986']
  }
}

resource appSecurityGroup 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: '${securityGroupPrefix}app'
  location: location
  tags: tags
  properties: {
    securityRules: [
      denyRemoteAdministration
      {
        name: 'deny-inbound-from-internet'
        properties: {
          description: 'HTTP comes through the platform, not through the subnet.'
          priority: 100
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource endpointSecurityGroup 'Microsoft.Network/networkSecurityGroups@2025-07-01' = if (hasPrivateEndpoints) {
  name: '${securityGroupPrefix}endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      denyRemoteAdministration
      {
        name: 'allow-app'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appRange
          sourcePortRange: '*'
          destinationAddressPrefix: endpointRange
          destinationPortRange: '443'
        }
      }
      {
        name: 'deny-everything-else'
        properties: {
          description: 'To let a peered network in, add a rule before this one.'
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [range] }
    // In one place with the network: Azure takes a subnet that is not named here for one to be deleted.
    subnets: concat([appSubnet], hasPrivateEndpoints ? [endpointSubnet] : [])
  }
}

resource madeAppSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' existing = {
  parent: virtualNetwork
  name: appSubnet.name
}

resource madeEndpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' existing = {
  parent: virtualNetwork
  name: endpointSubnet.name
}

output virtualNetworkId string = virtualNetwork.id
output appSubnetId string = madeAppSubnet.id
output endpointSubnetId string = hasPrivateEndpoints ? madeEndpointSubnet.id : ''
