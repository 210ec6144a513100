/** What one function has cost since the last reset. */
export interface FunctionFigures {
  invocations: number;
  errors: number;
  /** Records of the batches it was given, and messages that it took off a queue by itself. */
  records: number;
  /** Each invocation rounded up to a millisecond, loading included, as Lambda bills. */
  billed_ms: number;
  /** Of those, spent on loading environments. */
  init_ms: number;
  cpu_ms: number;
  logged_bytes: number;
  /** `dynamodb:PutItem`, `sqs:SendMessage`, … → calls. */
  aws_calls: Record<string, number>;
  read_units: number;
  write_units: number;
  /** Writes that a condition refused: billed as well, by the size of the item that is there, which the engine does not say. */
  refused_writes: number;
}

/** The meter's answer, as JSON. */
export interface Figures {
  readonly since: string;
  readonly http_requests: number;
  readonly functions: Readonly<Record<string, FunctionFigures>>;
  /** SQS calls of the pollers, by operation; receives that brought nothing apart. */
  readonly pollers: Readonly<Record<string, number>>;
}

/** Counts what AWS would bill. One instance per run. */
export class Meter {
  private functions = new Map<string, FunctionFigures>();
  private pollers: Record<string, number> = {};
  private requests = 0;
  private since = new Date();
  /** CPU time that was already used at the last reset. */
  private cpuBase = new Map<string, number>();

  countRequest(): void {
    this.requests += 1;
  }

  countInvocation(
    label: string,
    figures: { readonly ms: number; readonly initMs: number; readonly ok: boolean },
  ): void {
    const of = this.of(label);
    of.invocations += 1;
    of.errors += figures.ok ? 0 : 1;
    of.billed_ms += Math.max(1, Math.ceil(figures.ms + figures.initMs));
    of.init_ms += figures.initMs;
  }

  countRecords(label: string, records: number): void {
    this.of(label).records += records;
  }

  countLogged(label: string, bytes: number): void {
    this.of(label).logged_bytes += bytes;
  }

  countCall(
    label: string,
    call: {
      readonly name: string;
      readonly readUnits: number;
      readonly writeUnits: number;
      readonly isRefused: boolean;
    },
  ): void {
    const of = this.of(label);
    of.aws_calls[call.name] = (of.aws_calls[call.name] ?? 0) + 1;
    of.read_units += call.readUnits;
    of.write_units += call.writeUnits;
    of.refused_writes += call.isRefused ? 1 : 0;
  }

  countPoller(operation: string): void {
    this.pollers[operation] = (this.pollers[operation] ?? 0) + 1;
  }

  /** The figures now; `cpu` is each function's CPU time since its process began, in milliseconds. */
  read(cpu: ReadonlyMap<string, number>): Figures {
    for (const [label, ms] of cpu) {
      const base = this.cpuBase.get(label) ?? 0;
      // A process that was started again counts from zero.
      this.of(label).cpu_ms = round(ms >= base ? ms - base : ms);
    }
    return {
      since: this.since.toISOString(),
      http_requests: this.requests,
      functions: Object.fromEntries(
        [...this.functions].map(([label, figures]) => [
          label,
          {
            ...figures,
            init_ms: round(figures.init_ms),
            read_units: round(figures.read_units),
            write_units: round(figures.write_units),
          },
        ]),
      ),
      pollers: { ...this.pollers },
    };
  }

  reset(cpu: ReadonlyMap<string, number>): void {
    this.functions = new Map();
    this.pollers = {};
    this.requests = 0;
    this.since = new Date();
    this.cpuBase = new Map(cpu);
  }

  private of(label: string): FunctionFigures {
    const there = this.functions.get(label);
    if (there !== undefined) return there;
    const fresh = {
      invocations: 0,
      errors: 0,
      records: 0,
      billed_ms: 0,
      init_ms: 0,
      cpu_ms: 0,
      logged_bytes: 0,
      aws_calls: {},
      read_units: 0,
      write_units: 0,
      refused_writes: 0,
    };
    this.functions.set(label, fresh);
    return fresh;
  }
}

/** Sums of halves and milliseconds in floating point, without the noise. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
