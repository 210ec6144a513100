import type { PEOPLE_ROUTES } from '../api-routes/people-routes';
import type { USER_DETAIL_ROUTES } from '../api-routes/user-detail-routes';
import { DATE_TIME, INTEGER, TEXT, UUID, YES_NO, listOf, named, orNull, shape } from './answer-shapes';
import type { AnswersOf } from './answers-of';

/** What a person is known by. */
export const USER_FIELDS = { username: TEXT, first_name: TEXT, last_name: TEXT, email: TEXT } as const;

/** A person as others refer to them. */
export const USER = named('User', USER_FIELDS);

const ACCOUNT_MEMBER_FIELDS = {
  unique_id: UUID,
  time_zone: TEXT,
  user: USER,
  joining_date: DATE_TIME,
  role: INTEGER,
  is_verified: YES_NO,
  custom_role_id: orNull(UUID),
} as const;
const ACCOUNT_MEMBER = named('AccountMember', ACCOUNT_MEMBER_FIELDS);

/** A member of a team as lists and reads show it; what is written shows the bare username (contract §1.2). */
export const TEAM_MEMBER = named('TeamMember', {
  ...{ unique_id: UUID, team: UUID, user: USER, joining_date: DATE_TIME, role: INTEGER },
});

const CONTACT = named('Contact', {
  ...{ unique_id: UUID, name: TEXT, contact_type: INTEGER, value: TEXT, creation_date: DATE_TIME },
});

const NOTIFICATION_RULE = named('NotificationRule', {
  unique_id: UUID,
  contact: TEXT,
  start_delay: INTEGER,
  urgency: { enum: [0, 1] },
  type: TEXT,
  creation_date: DATE_TIME,
});

const FORWARDING_RULE = named('ForwardingRule', {
  unique_id: UUID,
  user: TEXT,
  to_user: TEXT,
  from_date: DATE_TIME,
  to_date: DATE_TIME,
  time_zone: TEXT,
  created_by: TEXT,
  creation_date: DATE_TIME,
});

const CUSTOM_ROLE = named('CustomRole', {
  ...{ unique_id: UUID, name: TEXT, description: TEXT, permissions: listOf(TEXT) },
});

const USER_ROLE = named('UserRole', {
  user: TEXT,
  custom_role: orNull(UUID),
  custom_role_details: orNull(shape({ name: TEXT })),
});

/** What the routes of the account's people answer. */
export const PEOPLE_ANSWERS: AnswersOf<typeof PEOPLE_ROUTES> = {
  listAccountMembers: listOf(ACCOUNT_MEMBER),
  getAccountMember: ACCOUNT_MEMBER,
  updateAccountMember: ACCOUNT_MEMBER,
  listUsers: listOf(ACCOUNT_MEMBER),
  getUser: ACCOUNT_MEMBER,
  updateUser: ACCOUNT_MEMBER,
  // The team that was named.
  inviteUser: named('InvitedUser', ACCOUNT_MEMBER_FIELDS, { team: UUID }),
  inviteUsers: listOf(TEAM_MEMBER),
};

/** What the routes of their contacts, rules and roles answer. */
export const USER_DETAIL_ANSWERS: AnswersOf<typeof USER_DETAIL_ROUTES> = {
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
  getUserRole: USER_ROLE,
  setUserRole: USER_ROLE,
  listCustomRoles: listOf(CUSTOM_ROLE),
  createCustomRole: CUSTOM_ROLE,
  getCustomRole: CUSTOM_ROLE,
  updateCustomRole: CUSTOM_ROLE,
};
