package org.followthrough.identity;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.stereotype.Component;

/**
 * Keys that the nodes of one installation share and nobody types in: made on first use,
 * kept in the database.
 */
@Component
public class Secrets {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int KEY_BYTES = 32;

	private final SecretMapper secrets;

	private final Map<String, byte[]> known = new ConcurrentHashMap<>();

	Secrets(SecretMapper secrets) {
		this.secrets = secrets;
	}

	/**
	 * Signs a text with the key of a name.
	 * @param name what the key is for; keys of different names are independent
	 * @param payload what to sign
	 * @return the HMAC-SHA-256, 32 bytes
	 */
	public byte[] hmac(String name, byte[] payload) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key(name), ALGORITHM));
			return mac.doFinal(payload);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private byte[] key(String name) {
		return this.known.computeIfAbsent(name, (missing) -> {
			byte[] made = new byte[KEY_BYTES];
			new SecureRandom().nextBytes(made);
			this.secrets.insertUnlessKnown(missing, made);
			byte[] kept = this.secrets.get(missing).value();
			if (kept.length != KEY_BYTES) {
				throw new IllegalStateException("The key " + missing + " has " + kept.length + " bytes");
			}
			return kept;
		});
	}

}
