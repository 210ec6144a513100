/** Files of undici 7 that have no types of their own: the types are those of what its index says they are. */
declare module 'undici/lib/dispatcher/client' {
  import { Client } from 'undici';
  export = Client;
}
declare module 'undici/lib/core/connect' {
  import { buildConnector } from 'undici';
  export = buildConnector;
}
declare module 'undici/lib/core/errors' {
  import { errors } from 'undici';
  export = errors;
}
declare module 'undici/lib/api/api-request' {
  import type { Dispatcher } from 'undici';
  /** What undici's index makes the method `request` of every dispatcher. */
  function request(this: Dispatcher, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  export = request;
}
