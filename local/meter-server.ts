import type { FunctionProcess } from './functions/function-process';
import { serveOnLoopback, type LoopbackServer } from './loopback-server';
import type { Meter } from './meter';

/** Serves the meter: `GET /` answers with the figures, `POST /reset` sets them to zero. */
export function serveMeter(meter: Meter, functions: ReadonlyMap<string, FunctionProcess>): Promise<LoopbackServer> {
  return serveOnLoopback((request, response) => {
    void readCpu(functions).then((cpu) => {
      const isReset = request.method === 'POST' && request.url === '/reset';
      if (isReset) meter.reset(cpu);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(meter.read(cpu)));
    });
  });
}

async function readCpu(functions: ReadonlyMap<string, FunctionProcess>): Promise<ReadonlyMap<string, number>> {
  const pairs = [...functions].map(async ([label, fn]) => [label, await fn.usage()] as const);
  return new Map(await Promise.all(pairs));
}
