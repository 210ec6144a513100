/** Longer than any line of metrics: what has no line feed for so long is not kept. */
const MAX_CHARACTERS = 1_048_576;

/** Makes whole lines of the pieces that a process writes; gives the function to hand the pieces to. */
export function readLines(onLine: (line: string) => void): (chunk: Buffer) => void {
  const decoder = new TextDecoder();
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_CHARACTERS) rest = '';
    lines.forEach(onLine);
  };
}
