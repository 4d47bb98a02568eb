package org.followthrough.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks hosts up, and refuses those within. Since connections are made to what this
 * answers, a name that leads elsewhere the second time doesn't help.
 */
public final class PublicAddresses implements DnsResolver {

	private final DnsResolver system = SystemDefaultDnsResolver.INSTANCE;

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] found = this.system.resolve(host);
		for (InetAddress address : found) {
			if (!PublicAddress.is(address)) {
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
	 * The host lies within.
	 */
	public static final class WithinHost extends UnknownHostException {

		WithinHost(String host) {
			super(host);
		}

	}

}
