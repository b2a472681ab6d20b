import { parseCidrs } from './cidr.ts';

/**
 * AKS keeps these for itself.
 * @see https://learn.microsoft.com/azure/aks/concepts-network-cni-overview
 */
export const reservedRanges = parseCidrs(['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24']).cidrs;

/** RFC 1918 and RFC 6598. */
export const privateRanges = parseCidrs(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']).cidrs;
