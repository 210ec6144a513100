import type { Json } from '../../core/contracts/json';
import type { Engine, EngineAlert, EngineFacts } from '../../core/domain/engine';

/** All alerts of a body, in their order. */
export function runEngine(engine: Engine, body: Json, facts: EngineFacts): readonly EngineAlert[] {
  const opened = engine.open(body);
  return Array.from({ length: opened.count }, (_, index) => opened.alertAt(index, facts));
}
