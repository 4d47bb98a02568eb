package org.followthrough.inquiry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.followthrough.journey.Drawings;
import org.followthrough.promises.Promise;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be chosen from when somebody looks for cases, with what people call it.
 */
@Component
class Choices {

	/** So many of each kind; others can be written in addresses. */
	private static final int MOST = 200;

	private static final List<Criterion> STEPS = List.of(Criterion.STEP, Criterion.SKIPPED, Criterion.REPEATED);

	private static final List<Criterion> KEPT = List.of(Criterion.PRODUCT, Criterion.COMPONENT, Criterion.SEVERITY,
			Criterion.PLAN, Criterion.TEAM, Criterion.OWNER, Criterion.VERSION, Criterion.STEP, Criterion.SKIPPED,
			Criterion.REPEATED);

	private final WordMapper rows;

	private final Drawings drawings;

	private final MessageSource messages;

	Choices(WordMapper rows, Drawings drawings, MessageSource messages) {
		this.rows = rows;
		this.drawings = drawings;
		this.messages = messages;
	}

	/**
	 * All choices.
	 * @return by the words of criteria: what can be asked for, and what it is called
	 */
	@Transactional(readOnly = true)
	public Map<String, Map<String, String>> all() {
		Map<String, Map<String, String>> all = new HashMap<>();
		KEPT.forEach((criterion) -> all.put(criterion.word(), new LinkedHashMap<>()));
		this.rows.choices(List.copyOf(all.keySet()), MOST)
			.forEach((row) -> Objects.requireNonNull(all.get(row.kind())).put(row.word(), row.word()));
		Map<String, String> versions = Objects.requireNonNull(all.get(Criterion.VERSION.word()));
		Map<String, String> names = new HashMap<>();
		versions.keySet()
			.forEach((version) -> names
				.putAll(this.drawings.of(process(version), Integer.parseInt(number(version))).names()));
		versions.replaceAll((version, same) -> word("process.", process(version)) + ", version " + number(version));
		STEPS.forEach((criterion) -> Objects.requireNonNull(all.get(criterion.word()))
			.replaceAll((step, same) -> names.getOrDefault(step, step)));
		Map<String, String> outcomes = new LinkedHashMap<>();
		Outcomes.all().forEach((outcome) -> outcomes.put(outcome, outcome));
		all.put(Criterion.OUTCOME.word(), outcomes);
		Map<String, String> kinds = new LinkedHashMap<>();
		Arrays.stream(Promise.Kind.values()).forEach((kind) -> kinds.put(kind.word(), word("promise.", kind.word())));
		all.put(Criterion.BROKEN.word(), kinds);
		return all;
	}

	private static String process(String version) {
		return version.substring(0, version.lastIndexOf('/'));
	}

	private static String number(String version) {
		return version.substring(version.lastIndexOf('/') + 1);
	}

	private String word(String prefix, String word) {
		return Objects.requireNonNull(this.messages.getMessage(prefix + word, null, word, Locale.ENGLISH));
	}

}
