package org.followthrough.audit;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON whose bytes depend on its content alone: keys sorted, no white space. The bytes
 * are stored as they were hashed, so that nobody has to make them again to check them.
 */
final class CanonicalJson {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		.findAndAddModules()
		.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
		.build();

	private CanonicalJson() {
	}

	static String write(Map<String, ?> content) {
		try {
			return MAPPER.writeValueAsString(content);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("An audit entry can't be written as JSON", ex);
		}
	}

	static Map<String, Object> read(String json) {
		try {
			return MAPPER.readValue(json, new TypeReference<>() {
			});
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A stored audit entry is not JSON", ex);
		}
	}

}
