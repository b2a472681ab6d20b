using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param operatorAddresses = '203.0.113.7, 198.51.100.20/24'
param callerAddresses = '203.0.113.0/24,198.51.100.20, 2001:db8::7'
param secretSettings = ['TEAMS_WORKFLOW_URL']
