package org.followthrough.teams;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

import org.followthrough.web.Invalid;
import org.followthrough.web.PublicAddress;

import org.springframework.stereotype.Component;

/**
 * Which addresses feeds may have. A manager names them, and this server asks them: it
 * must not be made to ask machines that only it can reach.
 */
@Component
class FeedAddresses {

	private static final int LONGEST = 1000;

	private final FeedSettings settings;

	FeedAddresses(FeedSettings settings) {
		this.settings = settings;
	}

	/** Refuses what can't be the address of a feed, by how it is written. */
	URI check(String address) {
		URI uri = uri(address);
		String scheme = String.valueOf(uri.getScheme());
		if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme) || uri.getHost() == null
				|| uri.getUserInfo() != null || address.length() > LONGEST) {
			throw new Invalid("feed", "A feed's address begins with https:// or http://, names a host, and holds no "
					+ "password. One that begins with webcal:// works with https://.");
		}
		return uri;
	}

	private static URI uri(String address) {
		try {
			return new URI(address);
		}
		catch (URISyntaxException ex) {
			throw new Invalid("feed", "\"" + address + "\" is no address.");
		}
	}

	/**
	 * Looks up where an address leads. What is found stays known to the Java machine for
	 * some seconds, so that the connection that follows goes to what was judged here.
	 * @throws FeedUnreadable if feeds may not lie there
	 */
	void checkTarget(URI uri) {
		try {
			for (InetAddress target : InetAddress.getAllByName(uri.getHost())) {
				if (!this.settings.privateAddresses() && !PublicAddress.is(target)) {
					throw new FeedUnreadable(
							"The address leads into our own network. Feeds may lie on public servers only.");
				}
			}
		}
		catch (UnknownHostException ex) {
			throw new FeedUnreadable("There is no server called " + uri.getHost() + ".");
		}
	}

}
