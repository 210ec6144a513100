import type { ApiRoute } from './route';

/** The account's people (contract §1.1): its members and its users are the same persons under two paths. */
export const PEOPLE_ROUTES = {
  listAccountMembers: {
    methods: ['GET'],
    path: '/api/account/members/',
    access: 'read',
    summary: 'The members of the account',
  },
  getAccountMember: {
    methods: ['GET'],
    path: '/api/account/members/{username}/',
    access: 'read',
    summary: 'A member of the account',
  },
  updateAccountMember: {
    methods: ['PUT', 'PATCH'],
    path: '/api/account/members/{username}/',
    access: 'write',
    wholeAccount: true,
    body: 'accountMember',
    summary: 'Change a member of the account',
  },
  listUsers: { methods: ['GET'], path: '/api/account/users/', access: 'read', summary: 'The users of the account' },
  getUser: { methods: ['GET'], path: '/api/account/users/{username}/', access: 'read', summary: 'A user' },
  updateUser: {
    methods: ['PATCH', 'PUT'],
    path: '/api/account/users/{username}/',
    access: 'write',
    wholeAccount: true,
    body: 'accountMember',
    summary: 'Change a user',
  },
  inviteUser: {
    methods: ['POST'],
    path: '/api/account/api_invite/',
    access: 'write',
    wholeAccount: true,
    body: 'apiInvite',
    summary: 'Make a user, who exists at once; no mail is sent',
  },
  inviteUsers: {
    methods: ['POST'],
    path: '/api/account/invite/',
    access: 'write',
    wholeAccount: true,
    body: 'invite',
    summary: 'Make users of several people, and members of a team',
  },
  deleteUser: {
    methods: ['POST'],
    path: '/api/account/deleteuser/',
    // Its tokens go with a user, admin's among them.
    access: 'admin',
    wholeAccount: true,
    body: 'deleteUser',
    summary: 'Delete a user, with tokens and memberships',
  },
} as const satisfies Record<string, ApiRoute>;
