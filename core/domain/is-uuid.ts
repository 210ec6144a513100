/** Whether a text is an id as we write them: 8-4-4-4-12 lower-case hex digits. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
