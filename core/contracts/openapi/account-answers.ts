import type { ApiRouteName } from '../api-routes';
import { DATE_TIME, INTEGER, OBJECT, TEXT, UUID, YES_NO, listOf, orNull, pageOf, shape } from './answer-shapes';
import type { Schema } from './documented-bodies';

/** A person as others refer to them. */
export const USER = shape({ username: TEXT, first_name: TEXT, last_name: TEXT, email: TEXT });

const ACCOUNT_MEMBER = shape({
  unique_id: UUID,
  time_zone: TEXT,
  user: USER,
  joining_date: DATE_TIME,
  role: INTEGER,
  is_verified: YES_NO,
  custom_role_id: orNull(UUID),
});

const MEMBER = shape({ unique_id: UUID, team: UUID, user: USER, joining_date: DATE_TIME, role: INTEGER });
const WRITTEN_MEMBER = shape({ unique_id: UUID, team: UUID, user: TEXT, joining_date: DATE_TIME, role: INTEGER });

const PERMISSIONS = shape({ unique_id: UUID, account_permissions: listOf(TEXT) });

const TOKEN_FIELDS = {
  unique_id: UUID,
  name: TEXT,
  scope: { enum: ['read', 'write', 'admin'] },
  teams: orNull(listOf(UUID)),
  user: TEXT,
  creation_date: DATE_TIME,
} as const;

const AUDIT_ENTRY = shape({
  unique_id: TEXT,
  time: DATE_TIME,
  user: orNull(TEXT),
  token: orNull(TEXT),
  action: { enum: ['created', 'changed', 'deleted'] },
  resource_type: TEXT,
  resource_id: TEXT,
  team: orNull(UUID),
  before: orNull(OBJECT),
  after: orNull(OBJECT),
});

const METADATA = shape({
  team: shape({ name: TEXT, unique_id: UUID }),
  service: shape({ name: TEXT, unique_id: UUID }),
  integration: shape({ unique_id: UUID, name: TEXT, extension: TEXT }),
});

const CONTACT = shape({
  unique_id: UUID,
  name: TEXT,
  contact_type: INTEGER,
  value: TEXT,
  creation_date: DATE_TIME,
});

const NOTIFICATION_RULE = shape({
  unique_id: UUID,
  contact: UUID,
  start_delay: INTEGER,
  urgency: INTEGER,
  type: TEXT,
  creation_date: DATE_TIME,
});

const FORWARDING_RULE = shape({
  unique_id: UUID,
  user: TEXT,
  to_user: TEXT,
  from_date: DATE_TIME,
  to_date: DATE_TIME,
  time_zone: TEXT,
  created_by: TEXT,
  creation_date: DATE_TIME,
});

const CUSTOM_ROLE = shape({ unique_id: UUID, name: TEXT, description: TEXT, permissions: listOf(TEXT) });

const USER_ROLE = shape({
  user: TEXT,
  custom_role: orNull(UUID),
  custom_role_details: orNull(shape({ name: TEXT })),
});

/** What the routes of the account, its people, its tokens and the members of its teams answer. */
export const ACCOUNT_ANSWERS = {
  listTokens: listOf(shape(TOKEN_FIELDS)),
  createToken: shape({ ...TOKEN_FIELDS, token: TEXT }),
  listAudit: pageOf(AUDIT_ENTRY),
  getIntegrationMetadata: METADATA,
  listAccountMembers: listOf(ACCOUNT_MEMBER),
  getAccountMember: ACCOUNT_MEMBER,
  updateAccountMember: ACCOUNT_MEMBER,
  listUsers: listOf(ACCOUNT_MEMBER),
  getUser: ACCOUNT_MEMBER,
  updateUser: ACCOUNT_MEMBER,
  inviteUser: ACCOUNT_MEMBER,
  inviteUsers: listOf(MEMBER),
  listContacts: listOf(CONTACT),
  createContact: CONTACT,
  getContact: CONTACT,
  listNotificationRules: listOf(NOTIFICATION_RULE),
  createNotificationRule: NOTIFICATION_RULE,
  getNotificationRule: NOTIFICATION_RULE,
  updateNotificationRule: NOTIFICATION_RULE,
  listForwardingRules: listOf(FORWARDING_RULE),
  createForwardingRule: FORWARDING_RULE,
  getForwardingRule: FORWARDING_RULE,
  listCustomRoles: listOf(CUSTOM_ROLE),
  createCustomRole: CUSTOM_ROLE,
  getCustomRole: CUSTOM_ROLE,
  updateCustomRole: CUSTOM_ROLE,
  getUserRole: USER_ROLE,
  setUserRole: USER_ROLE,
  getTeamPermissions: PERMISSIONS,
  putTeamPermissions: PERMISSIONS,
  listTeamMembers: listOf(MEMBER),
  createTeamMember: WRITTEN_MEMBER,
  getTeamMember: MEMBER,
  updateTeamMember: WRITTEN_MEMBER,
} as const satisfies Partial<Record<ApiRouteName, Schema>>;
