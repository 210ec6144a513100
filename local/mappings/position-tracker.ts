/**
 * Knows how far a shard is done when its records are worked on in lanes: the position is the last record before which
 * nothing is open, so a start from there skips nothing.
 */
export class PositionTracker {
  private readonly open: string[] = [];
  private readonly done = new Set<string>();
  private reached: string | undefined;

  /** Records taken in and not yet past the position. */
  get outstanding(): number {
    return this.open.length;
  }

  /** Sequence number of the last record before which, and including it, all is done. */
  get position(): string | undefined {
    return this.reached;
  }

  /** Takes records in, in the stream's order. */
  add(sequenceNumber: string): void {
    this.open.push(sequenceNumber);
  }

  /** Marks a record done, in any order. */
  complete(sequenceNumber: string): void {
    this.done.add(sequenceNumber);
    let passed = 0;
    for (const number of this.open) {
      if (!this.done.delete(number)) break;
      this.reached = number;
      passed += 1;
    }
    if (passed > 0) this.open.splice(0, passed);
  }
}
