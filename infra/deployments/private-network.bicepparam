using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param privateNetwork = true
param publicSite = false
param secretSettings = ['TEAMS_WORKFLOW_URL']
// Azure wants the first address of the range, and gets it.
param virtualNetworkPrefix = '10.1.0.5/24'
