import tls from 'node:tls';

/** From now on this process trusts the certificate authority too, beside those that it trusts already. */
export function trustAuthority(pem: string): void {
  // Node.js 20, and 22 before 22.19, know no other way while they run: they ask for every connection here.
  if (typeof tls.setDefaultCACertificates !== 'function') {
    const { createSecureContext } = tls;
    tls.createSecureContext = (options) => createSecureContext({ ca: [...tls.rootCertificates, pem], ...options });
    return;
  }
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pem]);
}
