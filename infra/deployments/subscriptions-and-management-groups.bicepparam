using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param auditSubscriptions = '11111111-aaaa-4111-8111-111111111111'
param auditManagementGroups = 'landing-zones'
