package org.followthrough.database;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * Keeps in one column what no statement looks into, as JSON. What an older version of the
 * application kept can be read, and equal maps are written alike.
 */
public final class Json {

	private static final ObjectMapper JSON = new ObjectMapper()
		.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
		.configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

	private Json() {
	}

	/**
	 * Writes a value.
	 * @param value records, collections, words and numbers
	 * @return the JSON
	 */
	public static String write(Object value) {
		try {
			return JSON.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads what was written.
	 * @param <T> what it is
	 * @param text the JSON
	 * @param type what it is
	 * @return the value
	 */
	public static <T> T read(String text, Class<T> type) {
		try {
			return JSON.readValue(text, type);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads what was written.
	 * @param <T> what it is
	 * @param text the JSON
	 * @param type what it is
	 * @return the value
	 */
	public static <T> T read(String text, TypeReference<T> type) {
		try {
			return JSON.readValue(text, type);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
