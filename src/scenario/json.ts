/** Whether the text is JSON; what a client or the test button sends must be (INV-13). */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
