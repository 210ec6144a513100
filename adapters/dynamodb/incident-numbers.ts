import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { IncidentNumbers, NumberedPlace } from '../../core/usecases/ports';
import { encodeNumber } from './encoding/attributes';
import { APPENDED_AT, BEGUN_AT, encodeRef, LATE, numberAt, PAGE_SIZE, REFS, USUAL_SECONDS } from './items/number-page';
import { markOpen } from './open-pages';
import { keyItem, prefixQuery, type Table } from './table';

/** A page, and how many references it is known to have. */
interface Place {
  readonly page: number;
  readonly used: number;
}

type Appended =
  { readonly status: 'appended'; readonly first: number } | { readonly status: 'too-full'; readonly used: number };

/**
 * The account's incident numbers. Taking one is one write that also makes the incident findable by its number. A page is
 * full before the next one begins, so numbers grow, and marked as having open incidents before it begins. A number whose
 * taker died, or whose write was repeated after a lost answer, stays a gap. `now` in milliseconds.
 */
export function createIncidentNumbers(table: Table, now: () => number = Date.now): IncidentNumbers {
  // The page with room, as last seen by this process: pages only fill up, so an old value costs a try, never an error.
  const lastSeen = new Map<string, Place>();

  return {
    async allocate(account, places) {
      const numbers: number[] = [];
      let place = lastSeen.get(account) ?? (await findLastPage(table, account));
      while (numbers.length < places.length) {
        if (place.used >= PAGE_SIZE) place = { page: place.page + 1, used: 0 };
        // Before the page's first incident can be there, so that none is ever open on a page without the mark.
        if (place.used === 0) await markOpen(table, account, place.page);
        const some = places.slice(numbers.length, numbers.length + PAGE_SIZE - place.used);
        const appended = await append(table, KEYS.numberPage(account, place.page), { places: some, now: now() });
        if (appended.status === 'appended') {
          numbers.push(...some.map((_, i) => numberAt(place.page, appended.first + i)));
          place = { page: place.page, used: appended.first + some.length };
        } else {
          place = { page: place.page, used: appended.used };
        }
      }
      lastSeen.set(account, place);
      return numbers;
    },
  };
}

/** The page that numbers are taken from; the first when there is none yet. */
async function findLastPage(table: Table, account: string): Promise<Place> {
  const { pk } = KEYS.numberPage(account, 0);
  const query = { ...prefixQuery(table, pk, SORT_PREFIX.numberPage), ScanIndexForward: false, Limit: 1 };
  const { Items: items } = await table.client.send(new QueryCommand(query));
  const last = items?.[0];
  if (last === undefined) return { page: 0, used: 0 };
  return { page: Number(last['sk']?.S?.slice(SORT_PREFIX.numberPage.length)), used: last[REFS]?.L?.length ?? 0 };
}

/** How late those are numbered that are not numbered soon after their alerts were accepted: see {@link LATE}; each once. */
function latenessOf(places: readonly NumberedPlace[], now: number): readonly number[] {
  const seconds = places.map(({ not_before }) => (now - not_before / 1_000) / 1_000);
  return [...new Set(seconds.filter((late) => late > USUAL_SECONDS).map((late) => Math.ceil(Math.log2(late))))];
}

/** Appends the references to the page if all of them fit. `first` is the place of the first; `used` what is taken. */
async function append(
  table: Table,
  key: ReturnType<typeof KEYS.numberPage>,
  { places, now }: { readonly places: readonly NumberedPlace[]; readonly now: number },
): Promise<Appended> {
  const late = latenessOf(places, now);
  const noteLate = late.length === 0 ? '' : ' ADD #late :late';
  try {
    const { Attributes: after } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyItem(key),
        UpdateExpression: `SET #refs = list_append(if_not_exists(#refs, :none), :some), #at = :now, #begun = if_not_exists(#begun, :now)${noteLate}`,
        // Others append at the same time: a page never holds more than its size, or numbers would meet those of the next.
        ConditionExpression: 'attribute_not_exists(#refs) OR size(#refs) <= :room',
        ExpressionAttributeNames: {
          ...{ '#refs': REFS, '#at': APPENDED_AT, '#begun': BEGUN_AT },
          ...(late.length === 0 ? {} : { '#late': LATE }),
        },
        ExpressionAttributeValues: {
          ':none': { L: [] },
          ':some': { L: places.map(encodeRef) },
          ':room': encodeNumber(PAGE_SIZE - places.length),
          ':now': encodeNumber(Math.floor(now / 1_000)),
          ...(late.length === 0 ? {} : { ':late': { NS: late.map(String) } }),
        },
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { status: 'appended', first: (after?.[REFS]?.L?.length ?? 0) - places.length };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { status: 'too-full', used: error.Item?.[REFS]?.L?.length ?? PAGE_SIZE };
  }
}
