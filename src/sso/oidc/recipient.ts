/** ○ How an OIDC client is named as a recipient of attributes. */
export const recipientOf = (clientId: string): string => `oidc:${clientId}`
