import { tags as tagsType } from 'types.bicep'

param actionGroupName string

@description('What the rules\' names start with.')
param rulePrefix string
param location string
param tags tagsType
param workspaceId string
param email string

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'kubenet-aud'
    emailReceivers: [
      {
        name: 'owner'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

var rules = [
  {
    name: '${rulePrefix}kubenet-audit-no-complete-audit'
    displayName: 'kubenet-audit: no complete audit in 48 hours'
    description: 'No run was closed as complete for 48 hours. docs/operations.md says where to look.'
    severity: 2
    query: loadTextContent('../queries/complete-audits.kql')
    operator: 'LessThan'
    threshold: 1
    evaluationFrequency: 'PT1H'
    windowSize: 'P2D'
  }
  {
    name: '${rulePrefix}kubenet-audit-poison-messages'
    displayName: 'kubenet-audit: work failed for good'
    description: 'Queue messages failed five times and were set aside. The report names what is missing from it.'
    severity: 2
    query: loadTextContent('../queries/poison-messages.kql')
    operator: 'GreaterThan'
    threshold: 0
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
  }
]

resource queryRules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.displayName
      description: rule.description
      enabled: true
      severity: rule.severity
      scopes: [workspaceId]
      evaluationFrequency: rule.evaluationFrequency
      windowSize: rule.windowSize
      autoMitigate: true
      // A table that nothing was written to yet is not known to the workspace.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]
