// The classes of the Open Cybersecurity Schema Framework that events are told in, with their numbers in version 1.3.0.

/** https://schema.ocsf.io/1.3.0 */
export const OCSF_VERSION = '1.3.0';

interface OcsfClass {
  readonly uid: number;
  readonly name: string;
  readonly category: { readonly uid: number; readonly name: string };
  readonly activities: Readonly<Record<number, string>>;
}

const IAM = { uid: 3, name: 'Identity & Access Management' } as const;
const APPLICATION = { uid: 6, name: 'Application Activity' } as const;
const CRUD = { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' } as const;

/** What no activity of a class fits; its name is then the operation's own. */
export const OTHER_ACTIVITY = 99;

export const OCSF_CLASSES = {
  account: {
    uid: 3001,
    name: 'Account Change',
    category: IAM,
    activities: {
      1: 'Create',
      2: 'Enable',
      3: 'Password Change',
      4: 'Password Reset',
      5: 'Disable',
      6: 'Delete',
      7: 'Attach Policy',
      8: 'Detach Policy',
      9: 'Lock',
      10: 'MFA Factor Enable',
      11: 'MFA Factor Disable',
    },
  },
  authentication: {
    uid: 3002,
    name: 'Authentication',
    category: IAM,
    activities: { 1: 'Logon', 2: 'Logoff' },
  },
  entity: { uid: 3004, name: 'Entity Management', category: IAM, activities: CRUD },
  access: {
    uid: 3005,
    name: 'User Access Management',
    category: IAM,
    activities: { 1: 'Assign Privileges', 2: 'Revoke Privileges' },
  },
  api: { uid: 6003, name: 'API Activity', category: APPLICATION, activities: CRUD },
} as const satisfies Record<string, OcsfClass>;

export type OcsfClassName = keyof typeof OCSF_CLASSES;

export const SEVERITIES = { 1: 'Informational', 2: 'Low', 3: 'Medium', 4: 'High' } as const;
export type SeverityId = keyof typeof SEVERITIES;
