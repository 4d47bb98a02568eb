package org.followthrough.journey;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A form as people fill it in, read from its Camunda Form. The engine itself accepts any
 * value and any variable, so this checks them: at every door, before anything else.
 *
 * @param id the form's id
 * @param fields what can be filled in, in order
 * @param shown names of what is only shown
 */
record TaskForm(String id, List<FormField> fields, Set<String> shown) {

	/** What Tasklist's renderer can show and nothing else needs (form-js 1.8). */
	static final Set<String> COMPONENTS = Set.of("textfield", "textarea", "number", "datetime", "checkbox", "checklist",
			"radio", "select", "taglist", "text", "spacer", "separator", "group");

	private static final Map<String, String> TYPES = Map.of("textfield", "string", "textarea", "text", "number",
			"number", "datetime", "datetime", "checkbox", "boolean", "checklist", "choices", "taglist", "choices",
			"radio", "choice", "select", "choice");

	private static final int LONGEST_VALUE = 100_000;

	private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm[:ss][.SSS]X");

	private static final DateTimeFormatter WITH_LONG_OFFSET = DateTimeFormatter
		.ofPattern("yyyy-MM-dd'T'HH:mm[:ss][.SSS][XXX][XX]");

	private static final ObjectMapper JSON = new ObjectMapper();

	/**
	 * Reads a form.
	 * @param content the bytes of a {@code .form} file
	 * @return the form
	 * @throws IOException if it is no JSON
	 */
	static TaskForm read(byte[] content) throws IOException {
		JsonNode root = JSON.readTree(content);
		List<FormField> fields = new ArrayList<>();
		Set<String> shown = new java.util.LinkedHashSet<>();
		collect(root, fields, shown);
		return new TaskForm(root.path("id").asText(), List.copyOf(fields), Set.copyOf(shown));
	}

	/**
	 * Reads a form, if it is one.
	 * @param content the bytes of a {@code .form} file
	 * @return the form; nothing if it is no JSON
	 */
	static Optional<TaskForm> tryRead(byte[] content) {
		try {
			return Optional.of(read(content));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static void collect(JsonNode parent, List<FormField> fields, Set<String> shown) {
		for (JsonNode component : parent.path("components")) {
			String name = component.path("key").asText();
			if (component.has("components")) {
				collect(component, fields, shown);
			}
			else if (!name.isEmpty() && component.path("disabled").asBoolean()) {
				shown.add(name);
			}
			else if (!name.isEmpty() && TYPES.containsKey(component.path("type").asText())) {
				fields.add(field(component, name));
			}
		}
	}

	private static FormField field(JsonNode component, String name) {
		Map<String, String> options = new LinkedHashMap<>();
		for (JsonNode option : component.path("values")) {
			options.put(option.path("value").asText(), option.path("label").asText());
		}
		JsonNode validate = component.path("validate");
		String label = component.path("label").asText(component.path("dateLabel").asText(name));
		return new FormField(name, label, TYPES.getOrDefault(component.path("type").asText(), "text"),
				validate.path("required").asBoolean(), List.copyOf(options.keySet()),
				java.util.Collections.unmodifiableMap(options), component.path("description").asText(),
				validate.path("maxLength").asInt());
	}

	/**
	 * Checks what somebody filled in.
	 * @param submitted values by field name; what is only shown may be among them and is
	 * left out
	 * @return the values in their types
	 * @throws Invalid naming every field that is wrong
	 */
	Fields check(Map<String, ? extends @Nullable Object> submitted) {
		Map<String, String> wrong = new LinkedHashMap<>();
		Map<String, @Nullable Object> values = new HashMap<>();
		for (FormField field : this.fields) {
			Object value = submitted.get(field.name());
			if (value == null || (value instanceof String text && text.isBlank())) {
				if (field.required()) {
					wrong.put(field.name(), "\"" + field.label() + "\" has to be filled in.");
				}
			}
			else {
				try {
					values.put(field.name(), typed(field, value));
				}
				catch (IllegalArgumentException ex) {
					wrong.put(field.name(), ex.getMessage());
				}
			}
		}
		submitted.keySet()
			.stream()
			.filter((name) -> !this.shown.contains(name) && find(name).isEmpty())
			.forEach((name) -> wrong.put(name, "This form has no field \"" + name + "\". Its fields are "
					+ String.join(", ", this.fields.stream().map(FormField::name).toList()) + "."));
		if (!wrong.isEmpty()) {
			throw new Invalid(wrong);
		}
		return new Fields("", values);
	}

	Optional<FormField> find(String name) {
		return this.fields.stream().filter((field) -> field.name().equals(name)).findFirst();
	}

	private static Object typed(FormField field, Object value) {
		return switch (field.type()) {
			case "datetime" -> time(field, value);
			case "number" -> number(field, value);
			case "boolean" -> bool(field, value);
			case "choice" -> choice(field, value);
			case "choices" -> choices(field, value);
			default -> text(field, value);
		};
	}

	private static String text(FormField field, Object value) {
		if (!(value instanceof String text)) {
			throw new IllegalArgumentException("\"" + field.label() + "\" has to be text.");
		}
		int longest = (field.maxLength() > 0) ? field.maxLength() : LONGEST_VALUE;
		if (text.length() > longest) {
			throw new IllegalArgumentException("\"" + field.label() + "\" is longer than " + longest + " characters.");
		}
		return text;
	}

	private static String choice(FormField field, Object value) {
		String chosen = String.valueOf(value);
		if (!field.options().contains(chosen)) {
			throw new IllegalArgumentException(
					"\"" + field.label() + "\" has to be one of " + String.join(", ", field.options()) + ".");
		}
		return chosen;
	}

	private static List<String> choices(FormField field, Object value) {
		if (!(value instanceof List<?> list)) {
			throw new IllegalArgumentException("\"" + field.label() + "\" has to be a list.");
		}
		return list.stream().map((chosen) -> choice(field, String.valueOf(chosen))).toList();
	}

	private static Boolean bool(FormField field, Object value) {
		return switch (String.valueOf(value)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("\"" + field.label() + "\" has to be true or false.");
		};
	}

	private static BigDecimal number(FormField field, Object value) {
		try {
			return new BigDecimal(String.valueOf(value));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("\"" + field.label() + "\" has to be a number.");
		}
	}

	private static Instant time(FormField field, Object value) {
		if (value instanceof java.util.Date date) {
			return date.toInstant();
		}
		String text = String.valueOf(value).strip();
		try {
			return OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
		}
		catch (DateTimeException notShort) {
			return timeWithLongOffset(field, text);
		}
	}

	private static Instant timeWithLongOffset(FormField field, String text) {
		try {
			return (Instant) WITH_LONG_OFFSET.parseBest(text, (parsed) -> OffsetDateTime.from(parsed).toInstant(),
					(parsed) -> LocalDateTime.from(parsed).atZone(ZoneId.systemDefault()).toInstant());
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("\"" + field.label()
					+ "\" has to be a date and time with its offset, such as 2026-11-23T10:00+01:00.");
		}
	}

}
