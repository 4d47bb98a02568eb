package org.followthrough.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Difference.Kind;

/**
 * How one form differs from another: its fields, found by their keys.
 */
final class FormDifference {

	private static final ObjectMapper JSON = new ObjectMapper();

	private FormDifference() {
	}

	/**
	 * Compares two forms.
	 * @param before what runs
	 * @param after what shall
	 * @return what differs
	 */
	static List<Change> between(byte[] before, byte[] after) {
		Map<String, JsonNode> old = fields(before);
		Map<String, JsonNode> now = fields(after);
		List<Change> changes = new ArrayList<>();
		now.forEach((key, field) -> {
			if (!old.containsKey(key)) {
				changes.add(new Change(Kind.ADDED, key, "The field " + name(field, key) + " was added."));
			}
			else if (!old.get(key).equals(field)) {
				changes.add(new Change(Kind.CHANGED, key, "The field " + name(old.get(key), key) + " is otherwise: "
						+ settings(old.get(key), field) + "."));
			}
		});
		old.forEach((key, field) -> {
			if (!now.containsKey(key)) {
				changes.add(new Change(Kind.REMOVED, key, "The field " + name(field, key) + " was removed."));
			}
		});
		if (changes.isEmpty()) {
			boolean moved = !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()));
			changes.add(new Change(Kind.MOVED, "",
					moved ? "The fields stand in another order." : "The form says the same, written otherwise."));
		}
		return changes;
	}

	private static String settings(JsonNode old, JsonNode now) {
		TreeSet<String> names = new TreeSet<>();
		old.fieldNames().forEachRemaining(names::add);
		now.fieldNames().forEachRemaining(names::add);
		List<String> changed = names.stream()
			.filter((name) -> !old.path(name).equals(now.path(name)))
			.map((name) -> name + " is " + value(now.path(name)) + ", and was " + value(old.path(name)))
			.toList();
		return String.join("; ", changed);
	}

	private static String value(JsonNode value) {
		return (value.isMissingNode() || value.isNull()) ? "nothing"
				: value.isValueNode() ? "\"" + value.asText() + "\"" : value.toString();
	}

	private static String name(JsonNode field, String key) {
		return "\"" + field.path("label").asText(key) + "\"";
	}

	private static Map<String, JsonNode> fields(byte[] content) {
		try {
			Map<String, JsonNode> fields = new LinkedHashMap<>();
			collect(JSON.readTree(content), fields);
			return fields;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void collect(JsonNode parent, Map<String, JsonNode> fields) {
		for (JsonNode component : parent.path("components")) {
			if (component.has("components")) {
				collect(component, fields);
			}
			else {
				fields.put(component.path("key").asText(component.path("id").asText()), component);
			}
		}
	}

}
