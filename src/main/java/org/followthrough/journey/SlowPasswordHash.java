package org.followthrough.journey;

import java.util.Base64;

import org.apache.commons.codec.digest.DigestUtils;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Hashes passwords slowly on purpose (bcrypt), where the engine would use one round of
 * SHA-512. They are digested first, because bcrypt sees no more than 72 bytes and the
 * engine appends its salt at the end.
 */
class SlowPasswordHash implements PasswordEncryptor {

	private final BCryptPasswordEncoder encoder;

	/**
	 * A hash.
	 * @param strength bcrypt's cost; hashes of another one can be checked all the same
	 */
	SlowPasswordHash(int strength) {
		this.encoder = new BCryptPasswordEncoder(strength);
	}

	@Override
	public String encrypt(String password) {
		return this.encoder.encode(digested(password));
	}

	@Override
	public boolean check(String password, String encrypted) {
		return this.encoder.matches(digested(password), encrypted);
	}

	private static String digested(String password) {
		return Base64.getEncoder().encodeToString(DigestUtils.sha256(password));
	}

	@Override
	public String hashAlgorithmName() {
		return "BCRYPT-SHA256";
	}

}
