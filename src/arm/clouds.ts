import type { CloudName } from '../model/audit-engine.ts';

/** The endpoints of one Azure cloud: the only place that names Azure's hosts. */
export interface CloudEndpoints {
  /** Origin of Azure Resource Manager, without a slash at the end. */
  readonly armEndpoint: string;
  /** Origin of Microsoft Entra's sign-in. */
  readonly authorityHost: string;
  /** Audience of ARM tokens; `/.default` is appended for the scope. */
  readonly armAudience: string;
  readonly portal: string;
}

/** @see https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
export const cloudEndpoints: Readonly<Record<CloudName, CloudEndpoints>> = {
  public: {
    armEndpoint: 'https://management.azure.com',
    authorityHost: 'https://login.microsoftonline.com',
    armAudience: 'https://management.azure.com',
    portal: 'https://portal.azure.com',
  },
  usgov: {
    armEndpoint: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    armAudience: 'https://management.usgovcloudapi.net',
    portal: 'https://portal.azure.us',
  },
  china: {
    armEndpoint: 'https://management.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    armAudience: 'https://management.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
  },
};
