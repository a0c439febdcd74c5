/** Ranges of IP addresses in CIDR notation, for event patterns. */

/** Whether an address lies in the range, or why the range is not valid, as EventBridge words it. */
export function ipRange(cidr: string): ((address: string) => boolean) | string {
  const [address = '', mask, ...others] = cidr.split('/');
  if (mask === undefined || others.length > 0) return "Malformed CIDR, one '/' required";
  if (!/^\d+$/.test(mask)) return 'Malformed CIDR, mask bits must be an integer';
  const network = addressBytes(address);
  if (!network) return `Nonstandard IP address: ${address}`;
  const bits = Number(mask);
  if (bits > network.length * 8) return 'Malformed CIDR, mask bits must not exceed the length of the address';
  return (text) => {
    const bytes = addressBytes(text);
    return bytes?.length === network.length && samePrefix(bytes, network, bits);
  };
}

function samePrefix(a: readonly number[], b: readonly number[], bits: number): boolean {
  return a.every((byte, i) => {
    const shift = 8 - Math.min(8, Math.max(0, bits - i * 8));
    return byte >> shift === (b[i] ?? 0) >> shift;
  });
}

/** 4 or 16 bytes, or undefined for what is no address. */
function addressBytes(text: string): readonly number[] | undefined {
  return text.includes(':') ? version6(text) : version4(text);
}

function version4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map(Number) : undefined;
}

/** `::` stands for as many zeros as are missing. */
function version6(text: string): readonly number[] | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail, ...others] = halves;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (others.length > 0 || (tail ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}
