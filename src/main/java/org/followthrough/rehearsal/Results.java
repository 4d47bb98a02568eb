package org.followthrough.rehearsal;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What rehearsals found, as it is kept.
 */
final class Results {

	private static final ObjectMapper JSON = new ObjectMapper()
		.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

	private Results() {
	}

	static String write(Object result) {
		try {
			return JSON.writeValueAsString(result);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Rehearsal read(String result) {
		return read(result, Rehearsal.class);
	}

	static Replay readReplay(String result) {
		return read(result, Replay.class);
	}

	private static <T> T read(String result, Class<T> type) {
		try {
			return JSON.readValue(result, type);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
