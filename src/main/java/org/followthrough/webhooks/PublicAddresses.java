package org.followthrough.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks hosts up, and refuses those within: an endpoint must not lead to what only this
 * machine can reach (<a href=
 * "https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/">OWASP
 * API7:2023</a>). Since connections are made to what this answers, a name that leads
 * elsewhere the second time doesn't help.
 */
final class PublicAddresses implements DnsResolver {

	private final DnsResolver system = SystemDefaultDnsResolver.INSTANCE;

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] found = this.system.resolve(host);
		for (InetAddress address : found) {
			if (isWithin(address)) {
				throw new WithinHost(host);
			}
		}
		return found;
	}

	@Override
	public String resolveCanonicalHostname(String host) throws UnknownHostException {
		return this.system.resolveCanonicalHostname(host);
	}

	/**
	 * Whether an address is none of the public internet
	 * (<a href= "https://www.iana.org/assignments/iana-ipv4-special-registry">IANA
	 * special-purpose addresses</a>, IPv4 and IPv6).
	 */
	static boolean isWithin(InetAddress address) {
		if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress()) {
			return true;
		}
		byte[] bytes = address.getAddress();
		int first = bytes[0] & 0xff;
		int second = bytes[1] & 0xff;
		if (bytes.length == 4) {
			return first == 0 || first >= 240 || (first == 100 && second >= 64 && second < 128)
					|| (first == 198 && (second == 18 || second == 19))
					|| (first == 192 && second == 0 && bytes[2] == 0);
		}
		// Unique local, and ways through which IPv6 reaches IPv4: translated (64:ff9b)
		// and
		// 6to4 (2002).
		return (first & 0xfe) == 0xfc || (first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff)
				|| (first == 0x20 && second == 0x02);
	}

	/**
	 * The host lies within.
	 */
	static final class WithinHost extends UnknownHostException {

		WithinHost(String host) {
			super(host);
		}

	}

}
