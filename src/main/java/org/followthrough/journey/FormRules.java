package org.followthrough.journey;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.verification.UnverifiedDecision.Decision;
import org.followthrough.verification.Verification;

/**
 * What a form may hold, and what the form of a task that {@link HumanSteps} knows must
 * hold, because the step takes it from there.
 */
final class FormRules {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String NO_FORM = "The form is not JSON that can be read.";

	private static final Set<String> MESSAGE = Set.of("message");

	private static final Set<String> CHOICE = Set.of(ModelWords.OUTCOME);

	private static final Set<String> DECISION = Set.of(ModelWords.OUTCOME, "reason");

	/**
	 * The fields that a step takes, by the form's id; who does the task must fill them
	 * in.
	 */
	static final Map<String, Set<String>> NEEDED = Map.ofEntries(Map.entry("acknowledge", MESSAGE),
			Map.entry("investigate", CHOICE), Map.entry("ask-customer", MESSAGE),
			Map.entry(HandOverForm.TASK,
					Set.of("steps", "expected", "seen", "environment", "affected", "howBadly", "workaround", "tried",
							"customerSees")),
			Map.entry("reproduce-and-fix", Set.of(ModelWords.OUTCOME, "explanation")),
			Map.entry(ModelWords.HAND_OVER_OR_KEEP, Set.of(ModelWords.OUTCOME, "message")),
			Map.entry("verify-fix", Set.of(ModelWords.OUTCOME, "build", "environment", "steps", "evidence")),
			Map.entry(ModelWords.DECIDE_UNVERIFIED, DECISION), Map.entry(ModelWords.SECOND_OPINION, DECISION),
			Map.entry(ModelWords.TALK_IT_OVER, MESSAGE), Map.entry("answer", MESSAGE),
			Map.entry("explain-unsolved", MESSAGE), Map.entry("read-message", Set.of()),
			Map.entry("talk-to-customer", MESSAGE), Map.entry("overdue-promise", Set.of(ModelWords.OUTCOME, "message")),
			Map.entry(ModelWords.STILL_NO_WORD, Set.of(ModelWords.OUTCOME, "message")), Map.entry("late-word", MESSAGE),
			Map.entry("decide-unanswered", Set.of(ModelWords.OUTCOME, "message")), Map.entry("read-answer", CHOICE),
			Map.entry(ModelWords.LOOK_AFRESH, Set.of(ModelWords.OUTCOME, "message")),
			Map.entry(ModelWords.REVIEW_REPLY, CHOICE), Map.entry(ModelWords.REWORK_REPLY, MESSAGE));

	/**
	 * The fields that a step takes where it needs them, by the form's id; they must be
	 * there, and may be left empty.
	 */
	private static final Map<String, Set<String>> OFFERED = Map.of(HandOverForm.TASK, Set.of("checklist", "files"),
			ModelWords.REPRODUCE_AND_FIX, Set.of("build"), ModelWords.REVIEW_REPLY, Set.of("message", "quote"));

	/** The outcomes that a step understands, by the form's id. */
	private static final Map<String, Set<String>> OUTCOMES = Map.ofEntries(
			Map.entry("reproduce-and-fix", words(EngineeringAnswer.Outcome.values(), EngineeringAnswer.Outcome::word)),
			Map.entry("verify-fix", words(Verification.Outcome.values(), Verification.Outcome::word)),
			Map.entry(ModelWords.DECIDE_UNVERIFIED, words(Decision.values(), Decision::word)),
			Map.entry(ModelWords.SECOND_OPINION, words(Decision.values(), Decision::word)),
			Map.entry(ModelWords.HAND_OVER_OR_KEEP, Set.of(ShiftSteps.HAND_OVER, ShiftSteps.KEEP)),
			Map.entry("overdue-promise", Set.of("write", "reassign")),
			Map.entry(ModelWords.STILL_NO_WORD, Set.of("write", "reassign")),
			Map.entry("decide-unanswered", Set.of("close", "write-again")),
			Map.entry("read-answer", Set.of("confirmed", "sent-back", ModelWords.SOMEBODY_ELSE, "neither")),
			Map.entry(ModelWords.LOOK_AFRESH, Set.of("stands", "investigate")),
			Map.entry(ModelWords.REVIEW_REPLY, Set.of(ReviewSteps.SEND, ReviewSteps.REWORK)));

	/** Types of fields that steps take, where it isn't text. */
	private static final Map<String, String> TYPES = Map.of("nextUpdateAt", "datetime", ModelWords.OUTCOME, "choice",
			"affected", "choice");

	private static final Set<String> TEXTS = Set.of("message", "findings", "steps", "expected", "seen", "environment",
			"customerSees", "build", "explanation", "evidence", "newOwner", "laterBecause", "sameDefectAs",
			"ownCheckBecause", "otherBuild", "cannotVerify", "reason", "howBadly", "workaround", "tried", "checklist",
			"files", "quote");

	private static <T> Set<String> words(T[] values, Function<T, String> word) {
		return Arrays.stream(values).map(word).collect(Collectors.toUnmodifiableSet());
	}

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one form.
	 * @param problem takes what is wrong: the component's id and a sentence
	 */
	FormRules(BiConsumer<String, String> problem) {
		this.problem = problem;
	}

	/**
	 * Checks a form.
	 * @param content the bytes of a {@code .form} file
	 * @return its id; empty when it has none
	 */
	String check(byte[] content) {
		try {
			components(JSON.readTree(content));
			TaskForm form = TaskForm.read(content);
			if (form.id().isBlank()) {
				this.problem.accept("", "The form has no id.");
			}
			form.fields().forEach(this::field);
			needed(form);
			return form.id();
		}
		catch (IOException ex) {
			this.problem.accept("", NO_FORM);
			return "";
		}
	}

	/**
	 * Whether a form can be opened at all.
	 * @param name its file
	 * @param content the file
	 * @return why it can't; empty when it can
	 */
	static Optional<ModelProblem> unreadable(String name, byte[] content) {
		try {
			return JSON.readTree(content).isObject() ? Optional.empty()
					: Optional.of(new ModelProblem(name, "", 0, NO_FORM));
		}
		catch (IOException ex) {
			return Optional.of(new ModelProblem(name, "", 0, NO_FORM));
		}
	}

	private void components(JsonNode parent) {
		for (JsonNode component : parent.path("components")) {
			String type = component.path("type").asText();
			if (!TaskForm.COMPONENTS.contains(type)) {
				this.problem.accept(component.path("id").asText(),
						"The component \"" + type + "\" is not among those that a form may hold.");
			}
			components(component);
		}
	}

	private void field(FormField field) {
		if (!field.name().matches("[A-Za-z][A-Za-z0-9]{0,60}")) {
			this.problem.accept(field.name(), "A field's key consists of letters and digits.");
		}
		String expected = TYPES.get(field.name());
		if (expected != null && !expected.equals(field.type())) {
			this.problem.accept(field.name(), "The field must be a " + expected + ".");
		}
		if (TEXTS.contains(field.name()) && !Set.of("text", "string", "choice").contains(field.type())) {
			this.problem.accept(field.name(), "The field must be text.");
		}
	}

	private void needed(TaskForm form) {
		for (String name : NEEDED.getOrDefault(form.id(), Set.of()).stream().sorted().toList()) {
			if (form.find(name).filter(FormField::required).isEmpty()) {
				this.problem.accept(name, "The task \"" + form.id() + "\" needs the field \"" + name
						+ "\", and it must be one that has to be filled in.");
			}
		}
		for (String name : OFFERED.getOrDefault(form.id(), Set.of()).stream().sorted().toList()) {
			if (form.find(name).filter((field) -> !field.required()).isEmpty()) {
				this.problem.accept(name, "The task \"" + form.id() + "\" needs the field \"" + name
						+ "\", and it must be one that may be left empty.");
			}
		}
		Set<String> understood = OUTCOMES.get(form.id());
		if (understood != null) {
			form.find(ModelWords.OUTCOME)
				.map(FormField::options)
				.filter((offered) -> !understood.equals(Set.copyOf(offered)))
				.ifPresent((offered) -> this.problem.accept(ModelWords.OUTCOME,
						"The task \"" + form.id() + "\" understands the outcomes " + sorted(understood) + ", not "
								+ String.join(", ", offered) + "."));
		}
	}

	private static String sorted(Set<String> words) {
		return String.join(", ", List.copyOf(words).stream().sorted().toList());
	}

}
