import { generate } from 'selfsigned';

/** A certificate authority made for one run, and a leaf for localhost, 127.0.0.1 and ::1 that it signed. */
export interface Certificates {
  readonly caPem: string;
  readonly cert: string;
  readonly key: string;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Makes both certificates, valid from yesterday for 30 days. Their dates follow the real clock, not the injected one:
 * the TLS stack of the client compares them with the time of the machine.
 */
export async function makeCertificates(): Promise<Certificates> {
  const validity = { notBeforeDate: new Date(Date.now() - day), notAfterDate: new Date(Date.now() + 30 * day) };
  const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', ...validity } as const;

  const authority = await generate([{ name: 'commonName', value: 'Simulated Azure CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { caPem: authority.cert, cert: leaf.cert, key: leaf.private };
}
