/**
 * Stands in for `@smithy/core/event-streams` when functions are bundled: no call that a function makes has one. The SDK
 * imports it dynamically, which makes the bundler keep everything it shares with the rest of the SDK whole and in
 * functions of its own (docs/adr/0014-what-bundles-leave-out-of-the-sdk.md). The name is the SDK's.
 * @throws Error always.
 */
export function EventStreamSerde(): never {
  throw new Error('Event streams of the AWS SDK are not in the bundle (lib/shared/bundle-functions.ts).');
}
