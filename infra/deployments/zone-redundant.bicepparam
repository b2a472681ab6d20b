using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param zoneRedundant = true
