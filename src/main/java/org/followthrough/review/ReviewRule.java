package org.followthrough.review;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.teams.Span;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Which replies of a team somebody else reads before they go. What holds for one of them
 * is enough.
 *
 * @param team whose
 * @param version grows with each change; 0 while nobody has written one
 * @param firstMessages as long as a colleague has sent fewer messages than that; 0 for
 * nobody
 * @param plans what customers pay for
 * @param severities of cases
 * @param unsolved what says that it can't be solved
 * @param sample so many of a hundred, picked by chance
 * @param span how long a review may take, in the working time of the case
 */
public record ReviewRule(String team, int version, int firstMessages, List<String> plans, List<String> severities,
		boolean unsolved, int sample, Span span) {

	static ReviewRule none(String team) {
		return new ReviewRule(team, 0, 0, List.of(), List.of(), false, 0, Span.of(Duration.ofHours(2)));
	}

	/**
	 * Whether nothing is reviewed by it.
	 * @return true if nothing is ticked
	 */
	public boolean isEmpty() {
		return this.firstMessages == 0 && this.plans.isEmpty() && this.severities.isEmpty() && !this.unsolved
				&& this.sample == 0;
	}

	/** Reads how long a review may take, as people and programs write it. */
	static Span spanOf(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return none("").span();
		}
		try {
			return Span.parse(text);
		}
		catch (DateTimeException ex) {
			throw new Invalid("span", "\"" + text + "\" is no time. Write PT2H for two hours, P1D for a working day.");
		}
	}

	Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("firstMessages", this.firstMessages);
		details.put("plans", this.plans);
		details.put("severities", this.severities);
		details.put("unsolved", this.unsolved);
		details.put("sample", this.sample);
		details.put("span", this.span.toString());
		return details;
	}

}
