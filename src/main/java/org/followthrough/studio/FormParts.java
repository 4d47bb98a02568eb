package org.followthrough.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A form taken apart: its fields by their keys, so that some can be made what they are in
 * another version of it.
 */
final class FormParts {

	/** What is said of the form itself, such as {@code @id}, is a part, too. */
	static final String SETTING = "@";

	private static final String FIELDS = "components";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ObjectNode form;

	private final Map<String, Field> fields = new LinkedHashMap<>();

	private FormParts(ObjectNode form) {
		this.form = form;
		collect(form, "");
	}

	/**
	 * Takes a form apart.
	 * @param content a file that can be read
	 */
	static FormParts of(byte[] content) {
		try {
			if (JSON.readTree(content) instanceof ObjectNode form) {
				return new FormParts(form);
			}
			throw new IllegalArgumentException("This is no form");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void collect(JsonNode parent, String around) {
		for (JsonNode component : parent.path(FIELDS)) {
			if (component instanceof ObjectNode node) {
				String key = node.path("key").asText(node.path("id").asText());
				String own = key;
				for (int more = 2; this.fields.containsKey(own); more++) {
					own = key + "#" + more;
				}
				ObjectNode settings = node.deepCopy();
				settings.remove(FIELDS);
				this.fields.put(own, new Field(around, node.has(FIELDS), settings));
				collect(node, own);
			}
		}
	}

	/** The keys of all fields, in order, each before those in it. */
	List<String> keys() {
		return List.copyOf(this.fields.keySet());
	}

	/** What is said of the form itself. */
	Set<String> settings() {
		Set<String> names = new TreeSet<>();
		this.form.fieldNames().forEachRemaining((name) -> names.add(SETTING + name));
		names.remove(SETTING + FIELDS);
		return names;
	}

	boolean has(String key) {
		return key.startsWith(SETTING) ? this.form.has(key.substring(1)) : this.fields.containsKey(key);
	}

	/** What a part says; the same for parts that are the same, empty for none. */
	String text(String key) {
		if (key.startsWith(SETTING)) {
			return this.form.path(key.substring(1)).toString();
		}
		Field field = this.fields.get(key);
		return (field != null) ? sorted(field.settings()) + " in " + field.around() : "";
	}

	private static String sorted(ObjectNode settings) {
		StringBuilder text = new StringBuilder();
		TreeSet<String> names = new TreeSet<>();
		settings.fieldNames().forEachRemaining(names::add);
		names.forEach((name) -> text.append(name).append('=').append(settings.get(name)).append(' '));
		return text.toString();
	}

	/** What a field is called on the form. */
	String name(String key) {
		Field field = this.fields.get(key);
		return "\"" + ((field != null) ? field.settings().path("label").asText(key) : key) + "\"";
	}

	/** The field that one is in; empty for the form. */
	String around(String key) {
		Field field = this.fields.get(key);
		return (field != null) ? field.around() : "";
	}

	/** Makes a part what it is in another version, there or gone. */
	void put(String key, FormParts other) {
		if (key.startsWith(SETTING)) {
			String name = key.substring(1);
			if (other.form.has(name)) {
				this.form.set(name, other.form.get(name));
			}
			else {
				this.form.remove(name);
			}
			return;
		}
		Field theirs = other.fields.get(key);
		if (theirs == null) {
			this.fields.remove(key);
			List.copyOf(this.fields.keySet())
				.stream()
				.filter((one) -> around(one).equals(key))
				.forEach((one) -> put(one, other));
		}
		else if (this.fields.containsKey(key)) {
			this.fields.put(key, theirs);
		}
		else {
			Map<String, Field> grown = new LinkedHashMap<>(this.fields);
			grown.put(key, theirs);
			arrange(MergedOrder.of(keys(), keys(), other.keys(), grown.keySet()), grown);
		}
	}

	/** Puts the fields in order. */
	void arrange(List<String> order) {
		arrange(order, new LinkedHashMap<>(this.fields));
	}

	private void arrange(List<String> order, Map<String, Field> from) {
		this.fields.clear();
		order.stream().filter(from::containsKey).forEach((key) -> this.fields.put(key, from.get(key)));
		from.forEach(this.fields::putIfAbsent);
	}

	/** The file. */
	byte[] content() {
		ObjectNode built = this.form.deepCopy();
		Map<String, ArrayNode> lists = new HashMap<>();
		lists.put("", JSON.createArrayNode());
		List<Runnable> steps = new ArrayList<>();
		this.fields.forEach((key, field) -> {
			ObjectNode node = field.settings().deepCopy();
			if (field.isAround()) {
				ArrayNode inner = JSON.createArrayNode();
				node.set(FIELDS, inner);
				lists.put(key, inner);
			}
			steps.add(() -> lists.getOrDefault(field.around(), lists.get("")).add(node));
		});
		steps.forEach(Runnable::run);
		built.set(FIELDS, lists.get(""));
		try {
			return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(built);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A field.
	 *
	 * @param around the field that it is in; empty for the form
	 * @param isAround whether others may be in it
	 * @param settings all else that is said of it
	 */
	private record Field(String around, boolean isAround, ObjectNode settings) {
	}

}
