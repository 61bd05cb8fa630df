import type { OperatorContext } from '../operator-context.ts';

/** RFC 5737 §3. */
const DOCUMENTATION: readonly string[] = ['192.0.2', '198.51.100', '203.0.113'];
const GROUPS = 6;

/** Another IP address, of those kept for documentation: RFC 5737 for version 4, `2001:db8::/32` of RFC 3849 for version 6. */
export function surrogateIp(value: string, context: OperatorContext): string {
  const text = value.toLowerCase();
  const draw = context.draw('ip', text);
  const hosts = [0, 1].map(() =>
    text.includes(':')
      ? `2001:db8:${Array.from({ length: GROUPS }, () => (draw.below(0xffff) + 1).toString(16)).join(':')}`
      : `${draw.pick(DOCUMENTATION)}.${draw.below(254) + 1}`,
  );
  const other = hosts.find((host) => host !== text) ?? value;
  return value === value.toUpperCase() && /[A-F]/.test(value) ? other.toUpperCase() : other;
}
