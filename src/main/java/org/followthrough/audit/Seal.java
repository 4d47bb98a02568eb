package org.followthrough.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Seals what people wrote before it is hashed into the chain (AES-256-GCM). The chain
 * covers what is sealed, so it stays as it is when the secret is destroyed. What a
 * particular is called stays open; what routes and counts does, too.
 */
final class Seal {

	/** How long secrets and salts are, in bytes. */
	static final int LENGTH = 32;

	/** What the secret is made of for entries about a person that belong to no case. */
	static final byte[] NO_CASE = "followthrough: no case".getBytes(StandardCharsets.UTF_8);

	/**
	 * Particulars of the histories of cases whose text is nobody's words: codes, numbers
	 * of cases and defects, accounts of those who work here, times, builds. All others
	 * are sealed, so that whoever adds one has to say here that it may be read for ever.
	 */
	private static final Set<String> OPEN = Set.of("account", "after", "askedBy", "answer", "approver", "as",
			"assignee", "at", "author", "before", "build", "by", "case", "cases", "closedAs", "component", "customer",
			"decision", "defect", "due", "ending", "engineer", "first", "flows", "format", "from", "group", "id",
			"impact", "into", "kind", "last", "of", "outcome", "part", "person", "populationHash", "process", "product",
			"promisedNextAt", "reasons", "releasedAt", "resolution", "rule", "severity", "sha256", "stage", "step",
			"task", "team", "to", "told", "tracker", "until", "verifiedBy", "why");

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int IV = 12;

	private static final int TAG_BITS = 128;

	private final long person;

	private final @Nullable SecretKeySpec key;

	private Seal(long person, @Nullable SecretKeySpec key) {
		this.person = person;
		this.key = key;
	}

	/**
	 * A seal.
	 * @param person whose words it keeps
	 * @param secret the person's; null once it was destroyed
	 * @param salt the case's, or {@link #NO_CASE}; null once it was destroyed
	 */
	static Seal of(long person, byte @Nullable [] secret, byte @Nullable [] salt) {
		return new Seal(person, (secret != null && salt != null) ? key(secret, salt) : null);
	}

	private static SecretKeySpec key(byte[] secret, byte[] salt) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret, "HmacSHA256"));
			return new SecretKeySpec(mac.doFinal(salt), "AES");
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A fresh secret or salt. */
	static byte[] random() {
		byte[] bytes = new byte[LENGTH];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/** Whether what is sealed can be read. */
	boolean isWhole() {
		return this.key != null;
	}

	/**
	 * Takes what people wrote out of an entry's content and puts it there sealed. Where
	 * the secret is destroyed already, it is left out.
	 * @param content stream, seq, action and details, among others; changed
	 */
	void seal(Map<String, @Nullable Object> content) {
		@SuppressWarnings("unchecked")
		Map<String, @Nullable Object> details = (Map<String, @Nullable Object>) content.get("details");
		Map<String, @Nullable Object> open = new LinkedHashMap<>();
		Map<String, @Nullable Object> hidden = new LinkedHashMap<>();
		details.forEach((name, value) -> (isOpen(String.valueOf(content.get("action")), name, value) ? open : hidden)
			.put(name, value));
		if (hidden.isEmpty()) {
			return;
		}
		content.put("details", open);
		Map<String, Object> sealed = new LinkedHashMap<>();
		sealed.put("names", List.copyOf(new TreeSet<>(hidden.keySet())));
		sealed.put("person", this.person);
		if (this.key != null) {
			sealed.put("text", encrypt(CanonicalJson.write(hidden), place(content)));
		}
		content.put("sealed", sealed);
	}

	private static boolean isOpen(String action, String name, @Nullable Object value) {
		return value == null || value instanceof Number || value instanceof Boolean || OPEN.contains(name)
		// Why a promise moved is a word for it.
				|| (action.startsWith("promise.") && name.equals("because")) || "".equals(value);
	}

	private String encrypt(String text, byte[] place) {
		byte[] iv = new byte[IV];
		RANDOM.nextBytes(iv);
		try {
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv, place);
			byte[] hidden = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder()
				.encodeToString(ByteBuffer.allocate(IV + hidden.length).put(iv).put(hidden).array());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads what was sealed.
	 * @param text what {@link #seal} made of it
	 * @param content the entry's content, for its place
	 * @return the particulars; null if they can't be read any more
	 */
	@Nullable Map<String, Object> read(@Nullable String text, Map<String, ?> content) {
		if (this.key == null || text == null) {
			return null;
		}
		byte[] bytes = Base64.getDecoder().decode(text);
		try {
			Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, IV), place(content));
			return CanonicalJson.read(new String(cipher.doFinal(bytes, IV, bytes.length - IV), StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			// Somebody changed it, which the chain shows.
			return null;
		}
	}

	private Cipher cipher(int mode, byte[] iv, byte[] place) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.key, new GCMParameterSpec(TAG_BITS, iv));
		cipher.updateAAD(place);
		return cipher;
	}

	/** So that what is sealed can't be moved to another entry. */
	private static byte[] place(Map<String, ?> content) {
		return (content.get("stream") + "\n" + content.get("seq")).getBytes(StandardCharsets.UTF_8);
	}

}
