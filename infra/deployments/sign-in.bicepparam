using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param entraClientId = '33333333-3333-4333-8333-333333333333'
param signInGroups = '44444444-4444-4444-8444-444444444444'
