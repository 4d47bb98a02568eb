package org.followthrough.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.web.Invalid;
import org.followthrough.web.PublicAddress;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as somebody wants it.
 *
 * @param url its address
 * @param description whose it is
 * @param types what it is to hear; none or null for everything
 */
record EndpointRequest(@Nullable String url, @Nullable String description, @Nullable List<String> types) {

	private static final int LONGEST_URL = 500;

	private static final int LONGEST_DESCRIPTION = 200;

	/** The address as it is kept. */
	String address() {
		return Objects.requireNonNullElse(this.url, "").strip();
	}

	String described() {
		return Objects.requireNonNullElse(this.description, "").strip();
	}

	String heard() {
		if (this.types == null || this.types.isEmpty()) {
			return Endpoint.ALL;
		}
		return this.types.stream().distinct().sorted().collect(Collectors.joining(","));
	}

	/**
	 * Checks what was sent. The host is looked up, which may take seconds: not for a
	 * transaction to wait for.
	 * @param inside whether it may lie within
	 * @throws Invalid naming each field that is wrong
	 */
	void check(boolean inside) {
		Map<String, String> wrong = new LinkedHashMap<>();
		String problem = problemOf(address(), inside);
		if (problem != null) {
			wrong.put("url", problem);
		}
		if (described().isEmpty() || described().length() > LONGEST_DESCRIPTION) {
			wrong.put("description",
					"Say in up to " + LONGEST_DESCRIPTION + " characters whose it is and what it is for.");
		}
		List<String> unknown = Objects.requireNonNullElse(this.types, List.<String>of())
			.stream()
			.filter((type) -> !EventType.isKnown(type))
			.toList();
		if (!unknown.isEmpty()) {
			wrong.put("types", "There is no event \"" + unknown.get(0) + "\". Choose from the list, or none for all.");
		}
		if (!wrong.isEmpty()) {
			throw new Invalid(wrong);
		}
	}

	private static @Nullable String problemOf(String address, boolean inside) {
		if (address.isEmpty() || address.length() > LONGEST_URL) {
			return "Give an address of up to " + LONGEST_URL + " characters, such as https://example.com/hooks.";
		}
		URI uri;
		try {
			uri = new URI(address);
		}
		catch (URISyntaxException ex) {
			return "This is no address. One looks like https://example.com/hooks.";
		}
		String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
		if (!scheme.equals("https") && !(inside && scheme.equals("http"))) {
			return "The address must begin with https://, so that nobody on the way can read what is told.";
		}
		if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
			return "Give a host, and neither a name with a password nor a part after #. We sign what we send instead.";
		}
		return inside ? null : problemOfHost(uri.getHost());
	}

	private static @Nullable String problemOfHost(String host) {
		try {
			for (InetAddress address : InetAddress.getAllByName(host)) {
				if (!PublicAddress.is(address)) {
					return "This address lies within our own network. The setting followthrough.webhooks.inside "
							+ "allows that.";
				}
			}
			return null;
		}
		catch (UnknownHostException ex) {
			return "There is no host " + host + ". Check its spelling.";
		}
	}

}
