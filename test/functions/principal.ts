export const tenantId = '22222222-2222-2222-2222-222222222222';
export const clientId = '33333333-3333-3333-3333-333333333333';

/** Claims as App Service maps those of an id token of version 2. */
export const claimsOfToken = {
  aud: clientId,
  iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  'http://schemas.microsoft.com/identity/claims/objectidentifier': '11111111-1111-1111-1111-111111111111',
  'http://schemas.microsoft.com/identity/claims/tenantid': tenantId,
};

/** The headers that App Service sends on with the request of somebody it has let in. */
export function principalHeaders(claims: Readonly<Record<string, string | readonly string[]>>, provider = 'aad') {
  const principal = {
    auth_typ: provider,
    name_typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
    role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
    claims: Object.entries(claims).flatMap(([typ, values]) => [values].flat().map((val) => ({ typ, val }))),
  };
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': '11111111-1111-1111-1111-111111111111',
    'x-ms-client-principal-name': 'lead@contoso.example',
    'x-ms-client-principal-idp': provider,
  };
}
