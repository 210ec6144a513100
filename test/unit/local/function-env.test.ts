import { describe, expect, it } from '@jest/globals';
import { ENV } from '../../../core/contracts/environment';
import type { FunctionPlan } from '../../../local/assembly/functions';
import { functionEnvironment } from '../../../local/functions/function-env';

const PLAN: FunctionPlan = {
  ...{ id: 'Ingest', name: 'ingest', label: 'ingest', code: '/nowhere', handler: 'index.handler' },
  ...{ timeoutSeconds: 10, memoryMb: 512 },
};
const ENGINES = {
  tables: 'http://tables',
  queues: 'http://queues',
  secrets: 'http://secrets',
  metrics: 'http://metrics',
};

describe('what a function is told on one machine', () => {
  it('is what the person who starts the runner chose, where the function wants to know', () => {
    const template = { [ENV.table]: 'tocsin', [ENV.alertsPerMinute]: '0' };
    const own = { [ENV.alertsPerMinute]: '100', [ENV.requestsPerMinute]: '5', [ENV.table]: 'other' };
    const told = functionEnvironment(PLAN, template, ENGINES, own);
    expect(told).toMatchObject({ [ENV.table]: 'tocsin', [ENV.alertsPerMinute]: '100' });
    expect(told).not.toHaveProperty(ENV.requestsPerMinute);
  });

  it('is the template’s without a choice', () => {
    expect(functionEnvironment(PLAN, { [ENV.alertsPerMinute]: '0' }, ENGINES, {})).toMatchObject({
      [ENV.alertsPerMinute]: '0',
    });
  });
});
