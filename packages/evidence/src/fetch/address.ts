import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * Ranges that are not the public internet (IANA special-purpose registries for IPv4 and IPv6, and multicast). What
 * carries an IPv4 address inside an IPv6 one is refused as a whole: such a detour has no use for a public page.
 */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers (CGNAT)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, also where clouds tell machines their secrets
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
]
/** Of IPv6, only global unicast (2000::/3) can be public; these are the parts of it that are not. */
const IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, ORCHID, benchmarks
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
]

const notPublic = new BlockList()
for (const [net, prefix] of IPV4) notPublic.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of IPV6) notPublic.addSubnet(net, prefix, 'ipv6')
const unicast = new BlockList()
unicast.addSubnet('2000::', 3, 'ipv6')

/** Is this a public unicast address? `ip` without brackets; anything that is no address is not public. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !notPublic.check(ip, 'ipv4')
  // A zone (`fe80::1%eth0`) belongs to addresses of one link only.
  return isIP(ip) === 6 && !ip.includes('%') && unicast.check(ip, 'ipv6') && !notPublic.check(ip, 'ipv6')
}
