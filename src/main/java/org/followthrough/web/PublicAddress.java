package org.followthrough.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public internet from those that only this machine or its network
 * can reach. What somebody names for this server to ask must be one of the former
 * (<a href=
 * "https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/">OWASP
 * API7:2023</a>).
 */
public final class PublicAddress {

	private PublicAddress() {
	}

	/**
	 * Whether anybody on the internet can have this address.
	 * @param address an address that a name was looked up to
	 * @return false for those of this machine, of private networks, and of no use
	 */
	public static boolean is(InetAddress address) {
		byte[] bytes = address.getAddress();
		if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress()) {
			return false;
		}
		return (address instanceof Inet4Address) ? isPublic4(bytes)
				: !(address instanceof Inet6Address) || isPublic6(bytes);
	}

	/** RFC 6890: this network, shared, protocol, benchmarking, reserved. */
	private static boolean isPublic4(byte[] bytes) {
		int first = bytes[0] & 0xff;
		int second = bytes[1] & 0xff;
		return first != 0 && first < 240 && !(first == 100 && (second & 0xc0) == 64)
				&& !(first == 192 && second == 0 && bytes[2] == 0) && !(first == 198 && (second & 0xfe) == 18);
	}

	/** Only 2000::/3 is given out; and within it 6to4 and Teredo lead to other places. */
	private static boolean isPublic6(byte[] bytes) {
		boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
		boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
		return (bytes[0] & 0xe0) == 0x20 && !sixToFour && !teredo;
	}

}
