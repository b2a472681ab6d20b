import type { Severity } from '../../model/finding.ts';
import { assessed, fail, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { routeTableParameters } from '../routes-of-tables.ts';
import { configureKubenet } from '../sources.ts';

/** Worst first: the first step that is reached decides. */
const steps: readonly { readonly percent: number; readonly severity: Severity }[] = [
  { percent: 100, severity: 'blocker' },
  { percent: 90, severity: 'high' },
  { percent: 75, severity: 'medium' },
  { percent: 60, severity: 'low' },
];

export default defineCheck({
  code: 'HEAD-001',
  category: 'headroom',
  title: 'The route table has room for more nodes',
  failureTitle: 'The route table is filling up',
  severities: ['blocker', 'high', 'medium', 'low'],
  condition:
    'Fails when routes / route limit reaches 60 % (low), 75 % (medium), 90 % (high) or 100 % (blocker); below 60 % passes. Custom routes count.',
  why: 'kubenet needs a route for every node, two when dual stack. When the table is full, a new node gets no route and its pods cannot be reached from other nodes.',
  fix: {
    text: 'Remove routes nobody needs any more, lower the maximum of the pools, or move the cluster to Azure CNI Overlay, which needs no routes. Deleting a route that is in use cuts traffic at once; look at each before it goes.',
    commands: [
      'az network route-table route list --subscription {routeTableSubscription} --resource-group {routeTableResourceGroup} --route-table-name {routeTable} --output table',
    ],
  },
  sources: [configureKubenet],
  needs: ['routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ routeTables }, { routeLimit }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table.');

    return assessed(
      routeTables.map(({ id, name, routes }) => {
        const step = steps.find(({ percent }) => routes.length * 100 >= percent * routeLimit);
        const message = `Route table ${name} holds ${routes.length} of ${routeLimit} routes.`;
        const evidence = { routes: routes.length, routeLimit };
        return step === undefined
          ? pass(id, message, { evidence })
          : fail(id, message, { severity: step.severity, evidence, parameters: routeTableParameters(id) });
      }),
    );
  },
});
