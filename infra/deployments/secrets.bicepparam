using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param secretSettings = ['TEAMS_WORKFLOW_URL', 'SMTP_PASSWORD']
param appSettings = { KUBENET_AUDIT_MAX_RPS: '5' }
