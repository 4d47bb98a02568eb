package org.followthrough.running;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import org.followthrough.database.Json;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a diagram, and the cases that ran by earlier ones when it was
 * published.
 *
 * @param id its number
 * @param draftId the draft that was published
 * @param file the diagram's file
 * @param process the process in it
 * @param definition the engine's id of the new version
 * @param version the new version
 * @param author who made it
 * @param approver who approved it
 * @param choices what was decided, as JSON
 * @param state how far it is
 * @param verdicts what becomes of cases by where they stand, as JSON
 * @param begunAt since when
 * @param endedAt when the last case was settled
 */
record CaseMove(long id, long draftId, String file, String process, String definition, int version, String author,
		@Nullable String approver, String choices, State state, String verdicts, Instant begunAt,
		@Nullable Instant endedAt) {

	private static final TypeReference<Map<String, Verdict>> VERDICTS = new TypeReference<>() {
	};

	private static final TypeReference<Choices> CHOICES = new TypeReference<>() {
	};

	Map<String, Verdict> judged() {
		return Json.read(this.verdicts, VERDICTS);
	}

	Choices decided() {
		return Json.read(this.choices, CHOICES);
	}

	/**
	 * How far it is.
	 */
	enum State {

		/** Copies go over. */
		TRYING,
		/** Cases go over. */
		MOVING,
		/** Every case is settled, one way or another. */
		DONE,
		/** A newer version was published, which sees to all cases. */
		OVERTAKEN

	}

	/**
	 * What becomes of cases that stand alike.
	 *
	 * @param fate what
	 * @param reason why they need a person; empty if they don't
	 * @param byHand where what waits at an element shall wait then, unless at the same
	 */
	record Verdict(Fate fate, String reason, Map<String, String> byHand) {
	}

}
