/**
 * A port whose calls yield to others, and fail at times: before their effect, or after it.
 * @param roll gives 0 to 99; 12 of them fail
 */
export function faulty<T extends object>(port: T, roll: () => number): T {
  return new Proxy(port, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        for (let turns = roll() % 4; turns > 0; turns--) await Promise.resolve();
        const fate = roll();
        if (fate < 6) throw new Error('lost before');
        const result = await method.apply(target, args);
        if (fate < 12) throw new Error('lost after');
        return result;
      };
    },
  });
}
