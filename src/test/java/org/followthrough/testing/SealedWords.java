package org.followthrough.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is sealed in an entry, as somebody does who has the tables and the
 * description of them, and none of the application's code.
 */
public final class SealedWords {

	private static final ObjectMapper JSON = new ObjectMapper();

	private SealedWords() {
	}

	/**
	 * The particulars of an entry, those that are sealed in it, or those that are not if
	 * nothing is.
	 * @param content the entry as it is stored
	 * @param secret the person's
	 * @param salt the case's
	 * @return the particulars; missing where they can't be read
	 */
	public static JsonNode of(String content, byte @Nullable [] secret, byte @Nullable [] salt) {
		try {
			JsonNode entry = JSON.readTree(content);
			if (!entry.has("sealed")) {
				return entry.path("details");
			}
			byte[] text = Base64.getDecoder().decode(entry.path("sealed").path("text").asText());
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(Objects.requireNonNull(secret), "HmacSHA256"));
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(mac.doFinal(Objects.requireNonNull(salt)), "AES"),
					new GCMParameterSpec(128, Arrays.copyOf(text, 12)));
			cipher.updateAAD((entry.path("stream").asText() + "\n" + entry.path("seq").asInt())
				.getBytes(StandardCharsets.UTF_8));
			return JSON.readTree(cipher.doFinal(text, 12, text.length - 12));
		}
		catch (GeneralSecurityException ex) {
			return JSON.missingNode();
		}
		catch (JsonProcessingException ex) {
			throw new AssertionError("An entry is no JSON", ex);
		}
		catch (java.io.IOException ex) {
			throw new AssertionError("What is sealed is no JSON", ex);
		}
	}

}
