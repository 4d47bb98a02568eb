package org.followthrough.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.export.Attribute.Type;
import org.followthrough.export.LoggedEvent.Lifecycle;
import org.followthrough.export.Models.Model;
import org.followthrough.export.Models.Step;
import org.followthrough.journey.DiagramShape.Flow;
import org.followthrough.journey.DiagramShape.StepKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells the entries of one case as events. Each entry is one event, but for the way of
 * the journey, which is one for each step that it came to or left, and for who read the
 * case, which isn't told. Nobody's words are told, nor who the customer is: only what is
 * listed here is taken over from the particulars of an entry.
 */
final class CaseStory {

	private static final String PERSON = "person";

	private static final Map<String, Type> TOLD = told();

	private final LoggedCase of;

	private final Models models;

	/** By which version each process of the case goes. */
	private final Map<String, Integer> versions = new LinkedHashMap<>();

	private final PromisesSoFar promises;

	private @Nullable String team;

	private @Nullable String defect;

	private int fixes;

	CaseStory(LoggedCase of, Models models) {
		this.of = of;
		this.models = models;
		this.promises = new PromisesSoFar(of.number());
	}

	private static Map<String, Type> told() {
		Map<String, Type> told = new LinkedHashMap<>();
		for (String text : List.of("kind", "outcome", "severity", "as", "answer", "decision", "resolution", "ending",
				"build", "to", "by", "of")) {
			told.put(text, Type.TEXT);
		}
		for (String number : List.of("priority", "points", "reminders", "called", "failures")) {
			told.put(number, Type.NUMBER);
		}
		for (String moment : List.of("due", "until", "promisedNextAt")) {
			told.put(moment, Type.TIME);
		}
		return told;
	}

	/**
	 * Tells an entry.
	 * @param entry the next one of the case
	 * @return the events that it tells of; none for who read the case
	 */
	List<LoggedEvent> tell(Entry entry) {
		return switch (entry.action()) {
			case "case.seen", "case.exported" -> List.of();
			case "journey.moved" -> moved(entry);
			case "task.claimed" -> List.of(task(entry, Lifecycle.START, "taken"));
			case "task.released" -> List.of(task(entry, Lifecycle.SUSPEND, "given back"));
			case "task.completed" -> List.of(task(entry, Lifecycle.COMPLETE, "completed"));
			case "task.offered" ->
				List.of(task(entry, entry.text("to").isEmpty() ? Lifecycle.WITHDRAW : Lifecycle.ASSIGN, "offered"));
			default -> List.of(happened(entry));
		};
	}

	private List<LoggedEvent> moved(Entry entry) {
		Model model = goesBy(entry);
		List<LoggedEvent> events = new ArrayList<>();
		for (JsonNode id : entry.details().path("flows")) {
			Flow flow = model.flows().get(id.asText());
			if (flow == null) {
				continue;
			}
			Step left = model.steps().get(flow.from());
			if (left != null && left.kind() == StepKind.WAIT) {
				events.add(step(entry, events.size(), left, Lifecycle.COMPLETE));
			}
			Step reached = model.steps().get(flow.to());
			if (reached != null) {
				events.add(step(entry, events.size(), reached, switch (reached.kind()) {
					case PERSON -> Lifecycle.SCHEDULE;
					case WAIT -> Lifecycle.START;
					default -> Lifecycle.COMPLETE;
				}));
			}
		}
		return events;
	}

	private Model goesBy(Entry entry) {
		int version = entry.details().path("version").asInt();
		this.versions.put(entry.text("process"), version);
		return this.models.of(entry.text("process"), version);
	}

	/** Whoever is behind it, steps are done and begun by the application. */
	private LoggedEvent step(Entry entry, int part, Step step, Lifecycle lifecycle) {
		return new LoggedEvent(id(entry) + "." + (part + 1), entry.at(), step.name(), lifecycle, "followthrough",
				"system", this.team, null, entry.action(), entry.door(),
				List.of(new Attribute("model", Type.TEXT, entry.text("process") + "/" + entry.text("version"))),
				List.of(Touched.by(Touched.Type.CASE, this.of.number(), "case")));
	}

	private LoggedEvent task(Entry entry, Lifecycle lifecycle, String state) {
		String key = entry.text("task");
		Optional<Step> drawn = this.versions.entrySet()
			.stream()
			.map((one) -> this.models.of(one.getKey(), one.getValue()).steps().get(key))
			.filter(Objects::nonNull)
			.findFirst();
		String name = drawn.map(Step::name).orElse(key);
		String group = drawn.map(Step::group).orElse("");
		List<Touched> about = about(entry);
		Map<String, String> becomes = new LinkedHashMap<>(Map.of("name", name, "state", state));
		for (String told : List.of("assignee", "outcome")) {
			if (!entry.text(told).isEmpty()) {
				becomes.put(told, entry.text(told));
			}
		}
		about.add(new Touched(Touched.Type.TASK, "task-" + entry.text("id"), "task", becomes));
		String named = entry.text("assignee") + (lifecycle == Lifecycle.ASSIGN ? entry.text("to") : "");
		if (!named.isEmpty() && !named.equals(entry.actor())) {
			about.add(Touched.by(Touched.Type.PERSON, named, "assigned to"));
		}
		return event(entry, name, lifecycle, group.isEmpty() ? role(entry) : group, entry.text("id"), about);
	}

	private LoggedEvent happened(Entry entry) {
		List<Touched> about = about(entry);
		String instance = instance(entry);
		switch (entry.action()) {
			case "case.opened" -> {
				about.set(0, becomes(Map.of("state", "open", "impact", this.of.impact(), "door", this.of.door())));
				about.add(Touched.by(Touched.Type.CUSTOMER, this.of.customer(), "opened for"));
			}
			case "case.triaged" -> {
				this.team = entry.text("team");
				about.set(0, becomes(entry.texts("severity", "priority", "team")));
			}
			case "case.owner" -> {
				String owner = entry.text("after");
				about.set(0, becomes(Map.of("owner", owner)));
				if (!owner.isEmpty() && !owner.equals(entry.actor())) {
					about.add(Touched.by(Touched.Type.PERSON, owner, "owner"));
				}
			}
			case "case.closed" -> about.set(0, becomes(Map.of("state", entry.text("as"))));
			case "case.reopened" -> about.set(0, becomes(Map.of("state", "open")));
			case "defect.linked", "defect.own-check" -> {
				this.defect = entry.text("defect");
				about.add(Touched.by(Touched.Type.DEFECT, this.defect, "defect"));
			}
			case "defect.unlinked" -> {
				this.defect = null;
				about.add(Touched.by(Touched.Type.DEFECT, entry.text("defect"), Touched.LEFT));
			}
			case "escalation.answered", "escalation.answered-same" -> {
				if (entry.text("outcome").equals("fixed")) {
					this.fixes++;
					about.add(fix(Map.of("build", entry.text("build"), "state", "made")));
				}
			}
			case "verification.passed", "verification.failed", "verification.cannot-verify" -> {
				if (this.fixes > 0) {
					about.add(fix(Map.of("state", entry.action().substring("verification.".length()))));
				}
			}
			case "journey.migrated" -> goesBy(entry);
			default -> {
				if (entry.action().startsWith("promise.")) {
					Touched promise = this.promises.happened(entry);
					about.add(promise);
					instance = promise.id();
				}
			}
		}
		return event(entry, words(entry.action()), Lifecycle.COMPLETE, role(entry), instance, about);
	}

	/** The case and whoever it was, in this order. */
	private List<Touched> about(Entry entry) {
		List<Touched> about = new ArrayList<>();
		about.add(Touched.by(Touched.Type.CASE, this.of.number(), "case"));
		switch (entry.actorKind()) {
			case PERSON -> about.add(Touched.by(Touched.Type.PERSON, entry.actor(), "done by"));
			case "customer" -> about.add(Touched.by(Touched.Type.CUSTOMER, this.of.customer(), "done by"));
			default -> {
				// The application is no object.
			}
		}
		return about;
	}

	private Touched becomes(Map<String, String> becomes) {
		return new Touched(Touched.Type.CASE, this.of.number(), "case", becomes);
	}

	private Touched fix(Map<String, String> becomes) {
		Map<String, String> all = new HashMap<>(becomes);
		if (this.defect != null) {
			all.put("defect", this.defect);
		}
		return new Touched(Touched.Type.FIX, this.of.number() + "/fix-" + this.fixes, "fix", all);
	}

	private LoggedEvent event(Entry entry, String activity, Lifecycle lifecycle, String role, @Nullable String instance,
			List<Touched> about) {
		List<Attribute> more = new ArrayList<>();
		TOLD.forEach((name, type) -> {
			JsonNode value = entry.details().path(name);
			if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
				more.add(new Attribute(name, type, value.asText()));
			}
		});
		return new LoggedEvent(id(entry), entry.at(), activity, lifecycle, resource(entry), role, this.team, instance,
				entry.action(), entry.door(), more, about);
	}

	private String id(Entry entry) {
		return this.of.number() + "/" + entry.seq();
	}

	private String resource(Entry entry) {
		return entry.actorKind().equals("customer") ? this.of.customer() : entry.actor();
	}

	private static String role(Entry entry) {
		return entry.actorKind().equals(PERSON) ? "staff" : entry.actorKind();
	}

	private static @Nullable String instance(Entry entry) {
		return entry.text("message").isEmpty() ? null : "message-" + entry.text("message");
	}

	/** Such as "Hand over" of {@code hand.over}. */
	private static String words(String action) {
		String words = action.replace('.', ' ').replace('-', ' ');
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	/**
	 * An entry of a case.
	 *
	 * @param seq its place
	 * @param at when
	 * @param actorKind person, customer or system
	 * @param actor who
	 * @param door how they came in
	 * @param action what happened
	 * @param details the particulars
	 */
	record Entry(int seq, Instant at, String actorKind, String actor, String door, String action, JsonNode details) {

		/** A particular; empty if there is none. */
		String text(String name) {
			JsonNode value = this.details.path(name);
			return value.isNull() ? "" : value.asText();
		}

		Map<String, String> texts(String... names) {
			Map<String, String> texts = new LinkedHashMap<>();
			for (String name : names) {
				texts.put(name, text(name));
			}
			return texts;
		}

	}

}
