using '../main.bicep'

param environmentName = 'kubenet-audit'
param location = 'westeurope'
param alertEmail = 'platform@contoso.example'
