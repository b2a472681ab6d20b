using '../main.bicep'

param environmentName = 'kubenet-audit-test'
param location = 'northeurope'
