using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
// One of them twice, in other letters.
param auditSubscriptions = '11111111-aaaa-4111-8111-111111111111, 22222222-2222-4222-8222-222222222222,11111111-AAAA-4111-8111-111111111111'
