import buildConnector from 'undici/lib/core/connect';
import Client from 'undici/lib/dispatcher/client';
import errors from 'undici/lib/core/errors';
import request from 'undici/lib/api/api-request';

/**
 * What of undici sends a request to an endpoint. Its index would bring caches, proxies, mocks, fetch and WebSockets along:
 * more than half of the bundle of a function that a webhook waits for. A new version of undici that moves these files does
 * not build.
 */
export { Client, buildConnector, errors, request };
