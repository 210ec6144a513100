import type { JsonObject } from '../../contracts/json';
import type { Contact, ForwardingRule, NotificationRule } from '../../contracts/user-details';
import { toWireDate } from './wire-date';

/** A contact of a user (contract §1.1). */
export function viewContact({ id, name, contact_type, value, created_at }: Contact): JsonObject {
  return { unique_id: id, name, contact_type, value, creation_date: toWireDate(created_at) };
}

/** A notification rule of a user. `type` stands in every answer of the clients' and has no meaning here. */
export function viewNotificationRule(rule: NotificationRule): JsonObject {
  return {
    unique_id: rule.id,
    contact: rule.contact,
    start_delay: rule.start_delay,
    urgency: rule.urgency,
    type: '',
    creation_date: toWireDate(rule.created_at),
  };
}

/** A forwarding rule of a user. */
export function viewForwardingRule(rule: ForwardingRule): JsonObject {
  return {
    unique_id: rule.id,
    user: rule.username,
    to_user: rule.to_user,
    from_date: toWireDate(rule.from),
    to_date: toWireDate(rule.to),
    time_zone: rule.time_zone,
    created_by: rule.created_by,
    creation_date: toWireDate(rule.created_at),
  };
}
