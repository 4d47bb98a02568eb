package org.followthrough.insight;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What the figures need of one case. Times that go on are given by their beginning, so
 * that nothing has to be counted anew because time passes.
 *
 * @param of the case
 * @param acknowledged see {@link Measure#ACKNOWLEDGEMENT}
 * @param answered see {@link Measure#FIRST_ANSWER}
 * @param nextAnswers see {@link Measure#NEXT_ANSWER}
 * @param updates see {@link Measure#UPDATE_INTERVAL}
 * @param silence the longest silence that is over
 * @param silentSince since when an open case is silent
 * @param waited the requester's wait that is over
 * @param waitingSince since when it is our turn on an open case
 * @param resolved see {@link Measure#RESOLUTION}
 * @param promises promises that ended, by kind
 * @param running promises that run
 * @param calendar which working time was counted
 */
record Facts(History.Case of, @Nullable Spell acknowledged, @Nullable Spell answered, List<Spell> nextAnswers,
		List<Spell> updates, Spell silence, @Nullable Instant silentSince, Spell waited, @Nullable Instant waitingSince,
		@Nullable Spell resolved, List<KeptPromises> promises, List<RunningPromise> running, String calendar) {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final TypeReference<List<List<Object>>> ROWS = new TypeReference<>() {
	};

	/**
	 * The times to next answers, as they are kept.
	 * @return pairs of seconds, as JSON
	 */
	public String nextAnswersText() {
		return Numbers.write(this.nextAnswers);
	}

	/**
	 * The times between words, as they are kept.
	 * @return pairs of seconds, as JSON
	 */
	public String updatesText() {
		return Numbers.write(this.updates);
	}

	/**
	 * The promises that ended, as they are kept.
	 * @return as JSON
	 */
	public String promisesText() {
		return KeptPromises.write(this.promises);
	}

	/**
	 * The promises that run, as they are kept.
	 * @return as JSON
	 */
	public String runningText() {
		return RunningPromise.write(this.running);
	}

	private static String write(List<List<Object>> rows) {
		try {
			return JSON.writeValueAsString(rows);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<List<Object>> read(String json) {
		try {
			return JSON.readValue(json, ROWS);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("Kept facts are not JSON", ex);
		}
	}

	/**
	 * How many promises of a kind were kept.
	 *
	 * @param kind what was promised
	 * @param kept how many were kept
	 * @param broken how many weren't
	 */
	record KeptPromises(String kind, int kept, int broken) {

		static String write(List<KeptPromises> promises) {
			return Facts
				.write(promises.stream().map((one) -> List.<Object>of(one.kind, one.kept, one.broken)).toList());
		}

		static List<KeptPromises> read(String json) {
			return Facts.read(json)
				.stream()
				.map((one) -> new KeptPromises((String) one.get(0), ((Number) one.get(1)).intValue(),
						((Number) one.get(2)).intValue()))
				.toList();
		}

	}

	/**
	 * A promise that runs.
	 *
	 * @param kind what is promised
	 * @param due second since 1970 by which it is
	 */
	record RunningPromise(String kind, long due) {

		static String write(List<RunningPromise> promises) {
			return Facts.write(promises.stream().map((one) -> List.<Object>of(one.kind, one.due)).toList());
		}

		static List<RunningPromise> read(String json) {
			return Facts.read(json)
				.stream()
				.map((one) -> new RunningPromise((String) one.get(0), ((Number) one.get(1)).longValue()))
				.toList();
		}

	}

}
