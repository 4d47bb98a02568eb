package org.followthrough.inquiry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How somebody who checked a fix was near to it.
 */
enum Nearness {

	/** They made it. */
	FIXED("made the fix"),
	/** They were given the hand-over, or gave it to somebody. */
	ASSIGNED("was given the hand-over, or gave it to somebody"),
	/** They handed the case over to engineering. */
	HANDED_OVER("handed the case over to engineering"),
	/** They answer for the case. */
	OWNER("answers for the case"),
	/** They take turns as the team's engineer on support. */
	SAME_TEAM("takes turns as the team's engineer on support"),
	/** They judged it sooner than one would think possible. */
	SOON("judged it within five minutes after it was offered");

	private static final Duration TOO_SOON = Duration.ofMinutes(5);

	private final String words;

	Nearness(String words) {
		this.words = words;
	}

	/**
	 * The same in words.
	 * @return what goes on after a name
	 */
	public String words() {
		return this.words;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Nearness ofWord(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/**
	 * How near somebody was.
	 * @param check the check
	 * @return every way; empty for none
	 */
	static List<Nearness> of(KeeperMapper.CheckRow check) {
		List<Nearness> near = new ArrayList<>();
		String by = check.verifiedBy();
		add(near, FIXED, by.equals(check.answeredBy()));
		add(near, ASSIGNED, check.assigned());
		add(near, HANDED_OVER, by.equals(check.handedOverBy()));
		add(near, OWNER, by.equals(check.owner()));
		add(near, SAME_TEAM, check.onRota());
		add(near, SOON, Duration.between(check.answeredAt(), check.verifiedAt()).compareTo(TOO_SOON) < 0);
		return near;
	}

	private static void add(List<Nearness> near, Nearness how, boolean so) {
		if (so) {
			near.add(how);
		}
	}

}
