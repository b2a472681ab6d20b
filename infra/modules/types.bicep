@export()
@description('Tags by name.')
type tags = { *: string }

@export()
@description('App settings by name. A number or a boolean is written as text: \'30\', \'true\'.')
type appSettings = { *: string }

@export()
@description('Addresses of the services of a storage account.')
type storageEndpoints = {
  blob: string
  queue: string
  table: string
}

@export()
@description('An identity as what uses it needs it.')
type identity = {
  id: string
  clientId: string
  principalId: string
}

@export()
@description('Whom Storage and Key Vault answer.')
type networkAccess = {
  @description('everybody: any network. listed: the app\'s subnet and these addresses. private: private endpoints only.')
  from: 'everybody' | 'listed' | 'private'

  @description('The app\'s subnet, with service endpoints; empty where there is none.')
  subnetId: string

  @description('Public ranges of those who look after the app.')
  addresses: string[]
}
