/** A wait that can be cut short from outside. */
export class Pause {
  private end: (() => void) | undefined;

  /** Waits that many milliseconds, or until {@link wake}. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the wait under way, if there is one. */
  wake(): void {
    this.end?.();
    this.end = undefined;
  }
}
