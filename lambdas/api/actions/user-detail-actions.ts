import type { USER_DETAIL_ROUTES } from '../../../core/contracts/api-routes/user-detail-routes';
import { CUSTOM_ROLES, getUserRole, setUserRole } from '../../../core/usecases/api/custom-roles';
import { CONTACTS, FORWARDING_RULES, NOTIFICATION_RULES } from '../../../core/usecases/api/user-details';
import type { ActionsOf } from './action';

/** What serves USER_DETAIL_ROUTES. */
export const USER_DETAIL_ACTIONS: ActionsOf<typeof USER_DETAIL_ROUTES> = {
  listContacts: CONTACTS.list,
  createContact: CONTACTS.create,
  getContact: CONTACTS.get,
  deleteContact: CONTACTS.remove,
  listNotificationRules: NOTIFICATION_RULES.list,
  createNotificationRule: NOTIFICATION_RULES.create,
  getNotificationRule: NOTIFICATION_RULES.get,
  updateNotificationRule: NOTIFICATION_RULES.update,
  deleteNotificationRule: NOTIFICATION_RULES.remove,
  listForwardingRules: FORWARDING_RULES.list,
  createForwardingRule: FORWARDING_RULES.create,
  getForwardingRule: FORWARDING_RULES.get,
  deleteForwardingRule: FORWARDING_RULES.remove,
  getUserRole,
  setUserRole,
  listCustomRoles: CUSTOM_ROLES.list,
  createCustomRole: CUSTOM_ROLES.create,
  getCustomRole: CUSTOM_ROLES.get,
  updateCustomRole: CUSTOM_ROLES.update,
  deleteCustomRole: CUSTOM_ROLES.remove,
};
