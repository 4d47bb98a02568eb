package org.followthrough.journey;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.journey.Vocabulary.Value;
import org.followthrough.journey.Vocabulary.Word;
import org.followthrough.promises.Attention;
import org.followthrough.signoff.SignOff;
import org.followthrough.verification.Verification;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gathers what a model may name. The words stand in {@code messages.properties}, those
 * for customers with their languages.
 */
@Component
public class Vocabularies {

	private final ListableBeanFactory beans;

	private final ModelMapper models;

	private final HumanSteps steps;

	private final MessageSource texts;

	private final Languages languages;

	Vocabularies(ListableBeanFactory beans, ModelMapper models, HumanSteps steps, MessageSource texts,
			Languages languages) {
		this.beans = beans;
		this.models = models;
		this.steps = steps;
		this.texts = texts;
		this.languages = languages;
	}

	/**
	 * What there is now.
	 * @return the vocabulary
	 */
	@Transactional(readOnly = true)
	public Vocabulary current() {
		List<PublishedModel> running = this.models.running().stream().map(PublishedModel::of).toList();
		return new Vocabulary(words("step", JourneyEngine.stepNames(this.beans)), words("group", PeopleRules.WORKING),
				words("message", ModelWords.MESSAGES), values(),
				of(running, ModelKind.FORM).map((form) -> form(form.key(), form.content())).toList(),
				of(running, ModelKind.DECISION).map(Vocabularies::word).toList(),
				of(running, ModelKind.DIAGRAM).map(Vocabularies::word).toList(), stages(running));
	}

	private static Stream<PublishedModel> of(List<PublishedModel> running, ModelKind kind) {
		return running.stream().filter((model) -> model.kind() == kind);
	}

	private static Word word(PublishedModel model) {
		return new Word(model.key(), model.name());
	}

	/**
	 * The outcomes that a form offers, as it is or as somebody means to publish it.
	 * @param id its id
	 * @param content the form
	 * @return its part of the vocabulary
	 */
	public Vocabulary.Form form(String id, byte[] content) {
		List<Word> outcomes = TaskForm.tryRead(content)
			.flatMap((form) -> form.find(ModelWords.OUTCOME))
			.map((field) -> field.options()
				.stream()
				.map((option) -> new Word(option, field.optionLabels().getOrDefault(option, option)))
				.toList())
			.orElse(List.of());
		return new Vocabulary.Form(id, this.steps.knows(id), outcomes);
	}

	private List<Word> stages(List<PublishedModel> running) {
		Language english = this.languages.english();
		return Stream.concat(of(running, ModelKind.FORM).map(PublishedModel::key), Stream.of("other"))
			.filter((id) -> english.has("customer.stage." + id))
			.map((id) -> new Word(id, english.say("customer.stage." + id)))
			.toList();
	}

	private List<Value> values() {
		return List.of(choice(ModelWords.OUTCOME, List.of()),
				choice(ModelWords.ENGINEERING,
						with(EngineeringAnswer.Outcome.values(), EngineeringAnswer.Outcome::word, DefectGuide.OPEN,
								DefectGuide.WAITING)),
				choice(ModelWords.VERIFICATION_RESULT,
						with(Verification.Outcome.values(), Verification.Outcome::word, ModelWords.ACCEPTED,
								DefectGuide.OPEN, DefectGuide.WAITING)),
				choice(ModelWords.SIGN_OFF_RESULT, with(SignOff.Answer.values(), SignOff.Answer::word)),
				choice(ModelWords.SENT_BACK_TO, List.of(ModelWords.SOMEBODY_ELSE, ModelWords.WHO_HAS_IT)),
				choice(ModelWords.RESOLUTION,
						with(SignOff.Resolution.values(), (one) -> one.name().toLowerCase(Locale.ROOT))),
				choice(ModelWords.PROMISE_ATTENTION, with(Attention.values(), Attention::word)),
				number(ModelWords.FAILURES), number(ModelWords.REMINDERS));
	}

	private static <T> List<String> with(T[] values, Function<T, String> word, String... others) {
		return Stream.concat(Arrays.stream(values).map(word), Arrays.stream(others)).toList();
	}

	private Value choice(String id, List<String> options) {
		return new Value(id, text("value." + id), false,
				options.stream().map((option) -> new Word(option, text("value." + id + "." + option))).toList());
	}

	private Value number(String id) {
		return new Value(id, text("value." + id), true, List.of());
	}

	private List<Word> words(String kind, Collection<String> ids) {
		Collection<String> ordered = (ids instanceof Set) ? ids.stream().sorted().toList() : ids;
		return ordered.stream().map((id) -> new Word(id, text(kind + "." + id))).toList();
	}

	private String text(String key) {
		return this.texts.getMessage("model." + key, null, Locale.ENGLISH);
	}

}
