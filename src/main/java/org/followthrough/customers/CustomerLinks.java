package org.followthrough.customers;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import org.followthrough.identity.Secrets;
import org.followthrough.web.SiteAddress;

import org.springframework.stereotype.Component;

/**
 * Makes and reads the links by which a customer gets to a case without an account. A link
 * holds the case, the moment it ends, and a signature over both (HMAC-SHA-256, half of it
 * kept); nothing about it is stored.
 */
@Component
public class CustomerLinks {

	private static final String KEY = "customer-link";

	private static final int PAYLOAD = Long.BYTES + Long.BYTES;

	private static final int SIGNATURE = 16;

	private final Secrets secrets;

	private final SiteAddress site;

	private final CustomerSettings settings;

	private final Clock clock;

	CustomerLinks(Secrets secrets, SiteAddress site, CustomerSettings settings, Clock clock) {
		this.secrets = secrets;
		this.site = site;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * A link to a case that works from now on for the configured time.
	 * @param caseId the case
	 * @return an absolute address
	 */
	public String to(long caseId) {
		return this.site.of("/c/" + token(caseId, this.clock.instant().plus(this.settings.linkLifetime())));
	}

	String token(long caseId, Instant until) {
		byte[] payload = ByteBuffer.allocate(PAYLOAD).putLong(caseId).putLong(until.getEpochSecond()).array();
		byte[] token = ByteBuffer.allocate(PAYLOAD + SIGNATURE).put(payload).put(signature(payload)).array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
	}

	/**
	 * Reads a link's token.
	 * @param token the last part of the link
	 * @return the case it leads to, and whether it still works
	 * @throws ForgedLink if we didn't make it
	 */
	public Opened open(String token) {
		byte[] bytes;
		try {
			bytes = Base64.getUrlDecoder().decode(token);
		}
		catch (IllegalArgumentException ex) {
			throw new ForgedLink();
		}
		if (bytes.length != PAYLOAD + SIGNATURE) {
			throw new ForgedLink();
		}
		byte[] payload = Arrays.copyOf(bytes, PAYLOAD);
		if (!MessageDigest.isEqual(signature(payload), Arrays.copyOfRange(bytes, PAYLOAD, bytes.length))) {
			throw new ForgedLink();
		}
		ByteBuffer content = ByteBuffer.wrap(payload);
		long caseId = content.getLong();
		Instant until = Instant.ofEpochSecond(content.getLong());
		return new Opened(caseId, this.clock.instant().isAfter(until));
	}

	private byte[] signature(byte[] payload) {
		return Arrays.copyOf(this.secrets.hmac(KEY, payload), SIGNATURE);
	}

	/**
	 * What a genuine link leads to.
	 *
	 * @param caseId the case
	 * @param expired whether its time is over; a fresh one can be sent to the customer
	 */
	public record Opened(long caseId, boolean expired) {
	}

}
