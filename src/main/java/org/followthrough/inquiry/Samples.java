package org.followthrough.inquiry;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The samples of auditors: each is seen and worked through by whoever has drawn it, and
 * by nobody else.
 */
@Component
class Samples {

	/** As many cases as a sample may have. */
	static final int MOST_CASES = 500;

	/** The highest seed. */
	static final long HIGHEST_SEED = 999_999_999;

	static final int LONGEST_TITLE = 120;

	static final int LONGEST_REMARK = 4000;

	private static final int MOST = 200;

	private static final int PAGE = 5000;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final SampleMapper rows;

	private final CaseFinder finder;

	private final People people;

	private final Audit audit;

	private final Clock clock;

	private final AskedAbout asked;

	Samples(SampleMapper rows, CaseFinder finder, People people, Audit audit, AskedAbout asked, Clock clock) {
		this.asked = asked;
		this.rows = rows;
		this.finder = finder;
		this.people = people;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Draws a sample for the current actor.
	 * @param title what it is for
	 * @param query of which cases
	 * @param size how many; null if that wasn't said
	 * @param seed by which; null to have one chosen at random
	 * @return the sample
	 * @throws Invalid if something is missing or out of range, or no case is like that
	 */
	@Transactional
	public Sample draw(String title, SearchQuery query, @Nullable Integer size, @Nullable Long seed) {
		requireAuditor();
		Map<String, String> problems = new LinkedHashMap<>();
		if (title.isBlank() || title.strip().length() > LONGEST_TITLE) {
			problems.put("title", "Say in up to " + LONGEST_TITLE + " characters what the sample is for.");
		}
		if (size == null || size < 1 || size > MOST_CASES) {
			problems.put("size", "A sample has from 1 to " + MOST_CASES + " cases.");
		}
		if (seed != null && (seed < 0 || seed > HIGHEST_SEED)) {
			problems.put("seed", "A seed is a number from 0 to " + HIGHEST_SEED + ". Leave it out to have one chosen.");
		}
		if (!problems.isEmpty() || size == null) {
			throw new Invalid(problems);
		}
		long by = (seed != null) ? seed : RANDOM.nextLong(HIGHEST_SEED + 1);
		Draw.Drawn drawn = drawn(query, size, by);
		if (drawn.numbers().isEmpty()) {
			throw new Invalid("size", "No case is like that, so there is nothing to draw from.");
		}
		String owner = Actor.current().id();
		long id = this.rows.insert(owner, title.strip(), query.address(), by, size, drawn, this.clock.instant());
		this.rows.insertCases(id, drawn.numbers());
		Map<String, Object> details = new HashMap<>();
		details.put("sample", id);
		details.put("title", title.strip());
		details.put("criteria", query.words());
		details.put("query", query.address());
		details.put("seed", by);
		details.put("size", drawn.numbers().size());
		details.put("population", drawn.population());
		details.put("populationHash", HexFormat.of().formatHex(drawn.hash()));
		details.put("cases", drawn.numbers());
		this.asked.record(query, "sample.drawn", details);
		return get(id);
	}

	private Draw.Drawn drawn(SearchQuery query, int size, long seed) {
		this.rows.hold();
		Draw draw = new Draw(seed, size);
		List<CaseRef> page = this.finder.next(query, null, PAGE);
		while (!page.isEmpty()) {
			page.forEach((one) -> draw.add(one.number()));
			page = (page.size() < PAGE) ? List.of() : this.finder.next(query, page.get(PAGE - 1), PAGE);
		}
		return draw.drawn();
	}

	/** Those of the current actor, the newest first. */
	@Transactional(readOnly = true)
	public List<Sample> own() {
		requireAuditor();
		return this.rows.of(Actor.current().id(), MOST);
	}

	/**
	 * A sample of the current actor.
	 * @param id its row
	 * @return the sample
	 * @throws NotThere if they have none such
	 */
	@Transactional(readOnly = true)
	public Sample get(long id) {
		requireAuditor();
		return this.rows.find(id, Actor.current().id()).orElseThrow(NotThere::new);
	}

	/**
	 * The cases of a sample of the current actor.
	 * @param id its row
	 * @return the cases, in the order in which they were drawn
	 */
	@Transactional(readOnly = true)
	public List<SampleCase> cases(long id) {
		return this.rows.cases(get(id).id());
	}

	/**
	 * Draws a sample of the current actor again, from its query and seed, and compares.
	 * Nothing is changed.
	 * @param id its row
	 * @return what became of it
	 */
	@Transactional
	public Redrawn again(long id) {
		Sample sample = get(id);
		Draw.Drawn drawn = drawn(sample.query(), sample.size(), sample.seed());
		List<String> before = this.rows.cases(id).stream().map(SampleCase::number).toList();
		return new Redrawn(Arrays.equals(drawn.hash(), sample.populationHash()), drawn.numbers().equals(before),
				drawn.population(), HexFormat.of().formatHex(drawn.hash()),
				before.stream().filter((number) -> !drawn.numbers().contains(number)).toList());
	}

	/**
	 * Notes what the current actor makes of a case of their sample.
	 * @param id the sample
	 * @param place the case's place in it
	 * @param finding a word of {@link Finding}
	 * @param remark what they say of it
	 * @throws Invalid if that is no finding, or one without a remark
	 */
	@Transactional
	public void judge(long id, int place, String finding, String remark) {
		SampleCase judged = cases(id).stream()
			.filter((one) -> one.place() == place)
			.findFirst()
			.orElseThrow(NotThere::new);
		Map<String, String> problems = new LinkedHashMap<>();
		Finding found = Finding.ofWord(finding).orElse(null);
		String said = remark.strip();
		if (found == null) {
			problems.put("finding", "Say what you make of it: one of "
					+ Arrays.stream(Finding.values()).map(Finding::word).collect(Collectors.joining(", ")) + ".");
		}
		if (said.length() > LONGEST_REMARK) {
			problems.put("remark", "A remark has up to " + LONGEST_REMARK + " characters.");
		}
		else if (found == Finding.FINDING && said.isEmpty()) {
			problems.put("remark", "Say what you found.");
		}
		if (!problems.isEmpty() || found == null) {
			throw new Invalid(problems);
		}
		this.rows.judge(id, place, found, said, this.clock.instant());
		// The remark is the auditor's own; its hash is enough to show that it is the
		// same.
		this.audit.record(Audit.SYSTEM, "sample.judged", Map.of("sample", id, "case", judged.number(), "finding",
				found.word(), "remarkSha256", DigestUtils.sha256Hex(said)));
	}

	private void requireAuditor() {
		if (!this.people.actorIsIn(Groups.AUDITORS)) {
			throw new NotYours();
		}
	}

	/**
	 * What a sample is when it is drawn again.
	 *
	 * @param samePopulation whether it is drawn of the same cases
	 * @param sameCases whether the same cases are drawn, in the same order
	 * @param population of how many cases it would be drawn now
	 * @param hash the hash of these, in hexadecimal
	 * @param gone the cases of the sample that would not be drawn now
	 */
	record Redrawn(boolean samePopulation, boolean sameCases, int population, String hash, List<String> gone) {
	}

	/**
	 * Samples are for others.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Samples are for auditors. Ask one of them.");
		}

	}

	/**
	 * There is no such sample of theirs.
	 */
	static class NotThere extends Refusal {

		NotThere() {
			super(Kind.NOT_FOUND, "You have no such sample, or it has no such case.");
		}

	}

}
