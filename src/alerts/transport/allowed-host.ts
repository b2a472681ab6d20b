import { isIP } from 'node:net';
import { lasting } from './errors.ts';

/**
 * Where Teams workflows are called: Logic Apps, and the Power Platform's own addresses that replace them; with their sovereign
 * clouds.
 * @see https://learn.microsoft.com/power-automate/limits-and-config
 */
export const teamsHosts = [
  '*.logic.azure.com',
  '*.api.powerplatform.com',
  '*.logic.azure.us',
  '*.api.gov.powerplatform.microsoft.us',
  '*.api.high.powerplatform.microsoft.us',
  '*.logic.azure.cn',
];

export const slackHosts = ['hooks.slack.com', 'hooks.slack-gov.com'];

/** @see https://learn.microsoft.com/graph/deployments */
export const graphHosts = [
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
];

export const communicationServicesHosts = ['*.communication.azure.com', '*.communication.azure.us'];

/** Throws unless the address is https, carries no user name, and goes to one of the hosts. The message shows the host at most. */
export function assertAllowedUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (url === null) throw lasting('The address is not one: check the app setting that holds it.');
  if (url.protocol !== 'https:') throw lasting(`The address of ${url.hostname} must begin with https://.`);
  if (url.username !== '' || url.password !== '')
    throw lasting(`The address of ${url.hostname} must not hold a user name.`);
  if (hosts.some((host) => matchesHost(url, host))) return url;
  const port = url.port === '' ? '' : `:${url.port}`;
  throw lasting(
    `${url.hostname}${port} is not an allowed host: add it to allowedHosts in the alert settings if it is meant.`,
  );
}

/** `*.contoso.com` is any host below contoso.com, and not contoso.com. Without a port, 443 alone. */
function matchesHost({ hostname, port }: URL, pattern: string): boolean {
  const [, name = pattern, wantedPort = ''] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? [];
  if (port !== (wantedPort === '443' ? '' : wantedPort)) return false;
  if (!name.startsWith('*.')) return hostname === name;
  return isIP(hostname) === 0 && hostname.endsWith(name.slice(1)) && hostname.length > name.length - 1;
}

/** Whether a host may be at a private address; ports do not matter here. */
export function isPrivateHost(hostname: string, privateHosts: readonly string[]): boolean {
  return privateHosts.some((pattern) => {
    const name = pattern.replace(/:\d+$/, '');
    return name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name;
  });
}
