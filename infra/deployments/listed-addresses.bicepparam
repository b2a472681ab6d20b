using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param operatorAddresses = '203.0.113.7, 198.51.100.20/24,203.0.113.7/32'
param callerAddresses = '203.0.113.0/24,198.51.100.20, 2001:db8::7,203.0.113.9/24'
param secretSettings = ['TEAMS_WORKFLOW_URL']
