// What authenticator-app secrets are sealed for.

export const TOTP_PURPOSE = 'totp';
