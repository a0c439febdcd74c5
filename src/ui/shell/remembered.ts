/** Small things remembered in this browser, such as panel sizes. Where storage is refused, nothing is remembered. */
export const remembered = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(`lambdarium:${key}`);
    } catch {
      return null;
    }
  },
  setItem(key: string, value: string): void {
    try {
      localStorage.setItem(`lambdarium:${key}`, value);
    } catch {
      // A full or forbidden storage costs only the memory of sizes.
    }
  },
};
