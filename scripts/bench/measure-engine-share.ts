import { eventually } from '../../test/support/eventually';
import { postJson } from '../../test/support/http-client';
import { sideBySide } from '../../test/support/side-by-side';
import { TocsinClient } from '../../test/support/tocsin-client';
import { MAPPING, payload, RULES } from './engine-workload';
import type { EngineFigures } from './measure-engine';
import { prepareTarget } from './prepare-target';
import type { MeterReader } from './read-meter';

/** The engine beside the rest of the function that it works in. */
export interface EngineShare {
  /** CPU of process per alert, in milliseconds, of a running stack. */
  readonly processCpuMs: number;
  /** The engine's part of it, 0 to 1. */
  readonly share: number;
}

const ALERTS = 500;
const CONCURRENCY = 16;

/**
 * Sends the engine's workload through a running stack that has a meter, with the same mapping and rules configured by API,
 * and reads what process took for an alert.
 */
export async function measureEngineShare(
  stack: { readonly url: string; readonly token: string },
  meter: MeterReader,
  { cpuMs }: EngineFigures,
): Promise<EngineShare> {
  const target = await prepareTarget(stack);
  await configure(new TocsinClient(target));
  const { integration_url: url } = target.demo;
  // What is loaded once is no alert's cost.
  await send(url, 'warm-up', meter);
  const processCpuMs = await send(url, 'measured', meter);
  return { processCpuMs, share: cpuMs / processCpuMs };
}

async function configure(client: TocsinClient): Promise<void> {
  const { team, service, integration } = client.target.demo;
  const path = `/api/account/teams/${team}/services/${service}/integrations/${integration}/`;
  await client.send('PUT', `${path}configuration/`, { custom_mapping: MAPPING });
  for (const { rule } of RULES) {
    const { description, position, stop, condition, actions } = rule;
    await client.send(
      'POST',
      `${path}transformers/`,
      { description, position, stop, conditions_tree: condition, actions },
      201,
    );
  }
}

/** Sends the alerts and waits until process has done them all; its CPU per alert. */
async function send(url: string, name: string, meter: MeterReader): Promise<number> {
  await meter.reset();
  const bodies = Array.from({ length: ALERTS }, (_, index) => payload(`${name}-${index}`));
  await sideBySide(bodies, CONCURRENCY, async (body) => {
    const { status, text } = await postJson(url, body);
    if (status !== 200) throw new Error(`An alert of the bench was answered with ${status}: ${text}`);
  });
  const { cpu_ms: cpuMs } = await eventually(
    { what: 'everything is processed', deadlineMs: 120_000, pauseMs: 200 },
    async () => {
      const figures = (await meter.read()).functions['process'];
      return figures !== undefined && figures.records >= ALERTS && figures;
    },
  );
  return cpuMs / ALERTS;
}
