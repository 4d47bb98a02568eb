package org.followthrough.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.followthrough.export.Touched.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes cases as OCEL 2.0 in JSON: an event may be about several objects, and what is
 * said of objects changes. The cases are read twice, for the events and for the objects
 * that these are about, since the format has one list of each.
 *
 * @see <a href="https://www.ocel-standard.org/">OCEL 2.0</a>
 */
@Component
class OcelWriter implements LogWriter {

	/** Nothing is closed but what we close. */
	private static final JsonFactory JSON = JsonFactory.builder()
		.disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_CONTENT)
		.disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
		.build();

	private static final Map<Type, Map<String, String>> SAID = said();

	private static Map<Type, Map<String, String>> said() {
		Map<Type, Map<String, String>> said = new EnumMap<>(Type.class);
		said.put(Type.CASE, texts("state", "impact", "door", "severity", "team", "owner", "product", "component"));
		said.get(Type.CASE).put("priority", "integer");
		said.put(Type.TASK, texts("name", "state", "assignee", "outcome"));
		said.put(Type.PROMISE, texts("kind", "state"));
		said.get(Type.PROMISE).put("due", "time");
		said.put(Type.FIX, texts("build", "state"));
		said.put(Type.DEFECT, texts("product", "state", "severity"));
		said.put(Type.PERSON, texts());
		said.put(Type.CUSTOMER, texts("kind", "plan"));
		return said;
	}

	private static Map<String, String> texts(String... names) {
		Map<String, String> texts = new LinkedHashMap<>();
		for (String name : names) {
			texts.put(name, "string");
		}
		return texts;
	}

	@Override
	public void write(CaseLog log, Provenance about, OutputStream out) throws IOException {
		JsonGenerator json = JSON.createGenerator(out);
		json.writeStartObject();
		about(about, json);
		objectTypes(json);
		Events events = new Events(json);
		json.writeArrayFieldStart("events");
		log.events(events);
		json.writeEndArray();
		json.writeArrayFieldStart("objects");
		Objects objects = new Objects(json);
		log.events(objects);
		log.defects((page) -> {
			for (ExportMapper.DefectRow defect : page) {
				objects.defect(defect);
			}
		});
		log.customers((page) -> {
			for (ExportMapper.CustomerRow customer : page) {
				objects.customer(customer, about.madeAt());
			}
		});
		for (String person : events.people) {
			objects.person(person);
		}
		json.writeEndArray();
		events.types();
		json.writeEndObject();
		json.flush();
	}

	private static void about(Provenance about, JsonGenerator json) throws IOException {
		json.writeObjectFieldStart("about");
		json.writeStringField("source", "Followthrough");
		json.writeStringField("query", about.which().query());
		json.writeStringField("madeAt", about.madeAt().toString());
		json.writeStringField("madeBy", about.madeBy());
		json.writeStringField("checkpoint", about.rests().note());
		json.writeEndObject();
	}

	private static void objectTypes(JsonGenerator json) throws IOException {
		json.writeArrayFieldStart("objectTypes");
		for (Map.Entry<Type, Map<String, String>> type : SAID.entrySet()) {
			type(type.getKey().word(), type.getValue(), json);
		}
		json.writeEndArray();
	}

	private static void type(String name, Map<String, String> attributes, JsonGenerator json) throws IOException {
		json.writeStartObject();
		json.writeStringField("name", name);
		json.writeArrayFieldStart("attributes");
		for (Map.Entry<String, String> attribute : attributes.entrySet()) {
			json.writeStartObject();
			json.writeStringField("name", attribute.getKey());
			json.writeStringField("type", attribute.getValue());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeEndObject();
	}

	private static void relation(String object, String qualifier, JsonGenerator json) throws IOException {
		json.writeStartObject();
		json.writeStringField("objectId", object);
		json.writeStringField("qualifier", qualifier);
		json.writeEndObject();
	}

	private static void attribute(String name, @Nullable Instant since, String value, JsonGenerator json)
			throws IOException {
		json.writeStartObject();
		json.writeStringField("name", name);
		if (since != null) {
			json.writeStringField("time", since.toString());
		}
		json.writeStringField("value", value);
		json.writeEndObject();
	}

	/** Ids are told apart whatever they are of: an account may be called as anything. */
	private static String id(Touched object) {
		return (object.type() == Type.PERSON) ? person(object.id()) : object.id();
	}

	private static String person(String account) {
		return "person-" + account;
	}

	/**
	 * The events, and what is gathered of them: a handful of types, and the people who
	 * work here.
	 */
	private static final class Events implements CaseLog.EventReader {

		private final JsonGenerator json;

		private final Map<String, Map<String, String>> types = new TreeMap<>();

		private final TreeSet<String> people = new TreeSet<>();

		Events(JsonGenerator json) {
			this.json = json;
		}

		@Override
		public void happened(LoggedCase to, LoggedEvent event) throws IOException {
			String type = type(event);
			Map<String, String> said = this.types.computeIfAbsent(type, (fresh) -> new TreeMap<>());
			this.json.writeStartObject();
			this.json.writeStringField("id", event.id());
			this.json.writeStringField("type", type);
			this.json.writeStringField("time", event.at().toString());
			this.json.writeArrayFieldStart("attributes");
			for (Attribute one : attributes(event)) {
				said.put(one.name(), one.type().ocel());
				attribute(one.name(), null, one.value(), this.json);
			}
			this.json.writeEndArray();
			this.json.writeArrayFieldStart("relationships");
			for (Touched object : event.about()) {
				relation(id(object), object.qualifier(), this.json);
				if (object.type() == Type.PERSON) {
					this.people.add(object.id());
				}
			}
			this.json.writeEndArray();
			this.json.writeEndObject();
		}

		/** Who counts types shall not count one task three times. */
		private static String type(LoggedEvent event) {
			return switch (event.lifecycle()) {
				case COMPLETE -> event.activity();
				case SCHEDULE -> event.activity() + ": due";
				case ASSIGN -> event.activity() + ": assigned";
				case WITHDRAW -> event.activity() + ": no longer assigned";
				case START -> event.activity() + ": begun";
				case SUSPEND -> event.activity() + ": given back";
			};
		}

		private static List<Attribute> attributes(LoggedEvent event) {
			List<Attribute> attributes = new ArrayList<>();
			attributes.add(new Attribute("action", Attribute.Type.TEXT, event.action()));
			attributes.add(new Attribute("lifecycle", Attribute.Type.TEXT, event.lifecycle().word()));
			attributes.add(new Attribute("resource", Attribute.Type.TEXT, event.resource()));
			attributes.add(new Attribute("role", Attribute.Type.TEXT, event.role()));
			attributes.add(new Attribute("door", Attribute.Type.TEXT, event.door()));
			if (event.team() != null) {
				attributes.add(new Attribute("team", Attribute.Type.TEXT, event.team()));
			}
			attributes.addAll(event.more());
			return attributes;
		}

		void types() throws IOException {
			this.json.writeArrayFieldStart("eventTypes");
			for (Map.Entry<String, Map<String, String>> type : this.types.entrySet()) {
				OcelWriter.type(type.getKey(), type.getValue(), this.json);
			}
			this.json.writeEndArray();
		}

	}

	/**
	 * The objects, case by case: what belongs to a case is written with it.
	 */
	private static final class Objects implements CaseLog.EventReader {

		private final JsonGenerator json;

		/** Of the case that is read. */
		private final Map<String, Told> told = new LinkedHashMap<>();

		private @Nullable String defect;

		Objects(JsonGenerator json) {
			this.json = json;
		}

		@Override
		public void begins(LoggedCase one) {
			this.defect = null;
			this.told.clear();
			this.told.put(one.number(), new Told(Type.CASE));
		}

		@Override
		public void happened(LoggedCase to, LoggedEvent event) {
			for (Touched object : event.about()) {
				switch (object.type()) {
					case DEFECT -> this.defect = object.qualifier().equals(Touched.LEFT) ? null : object.id();
					case PERSON, CUSTOMER -> {
						// They have several cases, and are written once after all.
					}
					default -> this.told.computeIfAbsent(id(object), (fresh) -> new Told(object.type()))
						.becomes(object, event.at());
				}
			}
		}

		@Override
		public void ends(LoggedCase one) throws IOException {
			Told self = java.util.Objects.requireNonNull(this.told.get(one.number()));
			if (one.product() != null) {
				self.changes.add(new Change("product", one.openedAt(), one.product()));
			}
			if (one.component() != null) {
				self.changes.add(new Change("component", one.openedAt(), one.component()));
			}
			for (Map.Entry<String, Told> object : this.told.entrySet()) {
				Map<String, String> relations = new LinkedHashMap<>();
				if (object.getValue() == self) {
					relations.put(one.customer(), "case of");
					if (this.defect != null) {
						relations.put(this.defect, "hangs on");
					}
				}
				else {
					relations.put(one.number(), object.getValue().type.word() + " of");
					if (object.getValue().defect != null) {
						relations.put(object.getValue().defect, "cures");
					}
				}
				write(object.getKey(), object.getValue().type, object.getValue().changes, relations);
			}
		}

		void defect(ExportMapper.DefectRow defect) throws IOException {
			List<Change> changes = new ArrayList<>();
			if (defect.product() != null) {
				changes.add(new Change("product", defect.openedAt(), defect.product()));
			}
			changes.add(new Change("severity", defect.openedAt(), defect.severity()));
			changes.add(new Change("state", defect.openedAt(), defect.state().toLowerCase(java.util.Locale.ROOT)));
			write(defect.number(), Type.DEFECT, changes, Map.of());
		}

		void customer(ExportMapper.CustomerRow customer, Instant now) throws IOException {
			write(LoggedCase.customer(customer.id()), Type.CUSTOMER,
					List.of(new Change("kind", now, customer.kind()), new Change("plan", now, customer.plan())),
					Map.of());
		}

		void person(String account) throws IOException {
			write(OcelWriter.person(account), Type.PERSON, List.of(), Map.of());
		}

		private void write(String id, Type type, List<Change> changes, Map<String, String> relations)
				throws IOException {
			this.json.writeStartObject();
			this.json.writeStringField("id", id);
			this.json.writeStringField("type", type.word());
			this.json.writeArrayFieldStart("attributes");
			for (Change change : changes) {
				attribute(change.name(), change.at(), change.value(), this.json);
			}
			this.json.writeEndArray();
			this.json.writeArrayFieldStart("relationships");
			for (Map.Entry<String, String> relation : relations.entrySet()) {
				relation(relation.getKey(), relation.getValue(), this.json);
			}
			this.json.writeEndArray();
			this.json.writeEndObject();
		}

	}

	/**
	 * What is said of an object, and since when.
	 */
	private static final class Told {

		private final Type type;

		private final List<Change> changes = new ArrayList<>();

		private final Map<String, String> now = new LinkedHashMap<>();

		private @Nullable String defect;

		Told(Type type) {
			this.type = type;
		}

		void becomes(Touched object, Instant at) {
			object.becomes().forEach((name, value) -> {
				if (name.equals("defect")) {
					this.defect = value;
				}
				else if (!value.equals(this.now.put(name, value))) {
					this.changes.add(new Change(name, at, value));
				}
			});
		}

	}

	/**
	 * What is so from a moment on.
	 */
	private record Change(String name, Instant at, String value) {
	}

}
