package org.followthrough.products;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The kinds of products, and what is asked of each.
 */
@Component
public class Kinds {

	/** The longest name of a kind, in characters. */
	public static final int LONGEST_NAME = 60;

	/** The longest question, in characters. */
	public static final int LONGEST_QUESTION = 200;

	/** The most questions of one kind. */
	public static final int MOST_QUESTIONS = 50;

	private static final Checklist NOTHING = new Checklist(List.of());

	private final KindMapper kinds;

	private final ProductMapper products;

	private final ProductEditors editors;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	Kinds(KindMapper kinds, ProductMapper products, ProductEditors editors, Transactions transactions, Audit audit,
			Clock clock) {
		this.kinds = kinds;
		this.products = products;
		this.editors = editors;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * All kinds.
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<Kind> all() {
		Map<String, Checklist> checklists = checklists(this.kinds.questions());
		return this.kinds.all()
			.stream()
			.map((row) -> new Kind(row.name(), row.version(), checklists.getOrDefault(row.name(), NOTHING)))
			.toList();
	}

	/**
	 * The kind of a name.
	 * @param name its name, whatever its case
	 * @return the kind, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<Kind> find(String name) {
		return this.kinds.find(name).map((row) -> new Kind(row.name(), row.version(), checklist(List.of(row.name()))));
	}

	/** What is asked of some kinds together, in their order. */
	Checklist checklist(Collection<String> names) {
		Map<String, Checklist> checklists = checklists(this.kinds.questionsOf(names));
		return names.stream().map((name) -> checklists.getOrDefault(name, NOTHING)).reduce(NOTHING, Checklist::and);
	}

	private static Map<String, Checklist> checklists(List<KindMapper.QuestionRow> rows) {
		return rows.stream()
			.collect(Collectors.groupingBy(KindMapper.QuestionRow::kind,
					Collectors.mapping(KindMapper.QuestionRow::question,
							Collectors.collectingAndThen(Collectors.toList(), Checklist::new))));
	}

	/**
	 * Makes a kind, or changes what is asked of it.
	 * @param name its name
	 * @param questions what is asked, in order
	 * @param seen the version that the change was made from, 0 for a new kind; null for
	 * whatever is there
	 * @return the kind
	 * @throws Invalid if the name or a question can't be
	 */
	public Kind save(String name, List<Question> questions, @Nullable Integer seen) {
		return this.transactions.retrying(() -> saveOnce(name, questions, seen));
	}

	private Kind saveOnce(String name, List<Question> questions, @Nullable Integer seen) {
		this.editors.begin();
		if (!ProductEditors.isName(name, LONGEST_NAME)) {
			throw new Invalid("name", ProductEditors.NAME_RULE.formatted(LONGEST_NAME));
		}
		check(questions);
		Kind before = find(name).orElse(null);
		if (seen != null && seen != ((before != null) ? before.version() : 0)) {
			throw new ProductEditors.ChangedMeanwhile(name);
		}
		if (before != null && before.checklist().questions().equals(questions)) {
			return before;
		}
		Instant now = this.clock.instant();
		String called = (before != null) ? before.name() : name;
		if (before == null) {
			this.kinds.insert(name, now);
		}
		else {
			this.kinds.update(called, now);
			this.kinds.removeQuestions(called);
		}
		if (!questions.isEmpty()) {
			this.kinds.addQuestions(called, questions);
		}
		record("product-kind.saved", called, (before != null) ? before.checklist().questions() : List.of(), questions);
		return find(called).orElseThrow();
	}

	private static void check(List<Question> questions) {
		if (questions.size() > MOST_QUESTIONS) {
			throw new Invalid("questions", "A checklist holds up to " + MOST_QUESTIONS
					+ " questions. Nobody answers more; leave out what engineering can do without.");
		}
		Set<String> asked = new HashSet<>();
		for (Question question : questions) {
			String text = question.text();
			if (text.isBlank() || text.length() > LONGEST_QUESTION || !text.equals(text.strip())
					|| text.lines().count() > 1) {
				throw new Invalid("questions", "A question stands on one line of up to " + LONGEST_QUESTION
						+ " characters, without blanks around it.");
			}
			if (!asked.add(text.toLowerCase(Locale.ROOT))) {
				throw new Invalid("questions", "\"" + text + "\" is asked twice.");
			}
		}
	}

	/**
	 * Removes a kind that no product is of.
	 * @param name its name
	 */
	public void remove(String name) {
		this.transactions.retrying(() -> {
			this.editors.begin();
			Kind removed = find(name).orElseThrow(() -> new ProductEditors.NotThere("kind of product", name));
			if (removed.name().equals(Kind.GENERAL)) {
				throw new ProductEditors.StillNeeded(
						"The general checklist is asked where no product is known, and stays. "
								+ "You can change its questions.");
			}
			List<String> needed = this.products.ofKind(removed.name());
			if (!needed.isEmpty()) {
				throw new ProductEditors.StillNeeded("There are products of this kind: " + String.join(", ", needed)
						+ ". Give them another kind first.");
			}
			this.kinds.removeQuestions(removed.name());
			this.kinds.remove(removed.name());
			record("product-kind.removed", removed.name(), removed.checklist().questions(), List.of());
			return removed;
		});
	}

	private void record(String action, String kind, List<Question> before, List<Question> after) {
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("kind", kind);
		change.put("before", details(before));
		change.put("after", details(after));
		this.audit.record(Audit.SYSTEM, action, change);
	}

	private static List<Map<String, Object>> details(List<Question> questions) {
		return questions.stream()
			.map((question) -> Map.<String, Object>of("question", question.text(), "needed", question.needed()))
			.toList();
	}

}
