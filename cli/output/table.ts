/** Columns are this far apart. */
const GAP = '  ';

/**
 * Text in columns, each as wide as its widest cell; the last one is not padded.
 * @returns lines without their ends; the head alone when there are no rows
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [head, ...rows].map((row) => row.map(oneLine));
  const widths = head.map((_, column) => Math.max(...lines.map((row) => widthOf(row[column] ?? ''))));
  return lines.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - widthOf(text), 0));
}

/** Characters as people count them. */
function widthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}

/** Control characters from outside could move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
