import type { PEOPLE_ROUTES } from '../../../core/contracts/api-routes/people-routes';
import { deleteUser } from '../../../core/usecases/api/delete-user';
import { inviteUser, inviteUsers } from '../../../core/usecases/api/invites';
import { getUser, listUsers, updateUser } from '../../../core/usecases/api/users';
import type { ActionsOf } from './action';

/** What serves PEOPLE_ROUTES. */
export const PEOPLE_ACTIONS: ActionsOf<typeof PEOPLE_ROUTES> = {
  listAccountMembers: listUsers,
  getAccountMember: getUser,
  updateAccountMember: updateUser,
  listUsers,
  getUser,
  updateUser,
  inviteUser,
  inviteUsers,
  deleteUser,
};
