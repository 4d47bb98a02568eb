package org.followthrough.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.followthrough.insight.Facts.KeptPromises;
import org.followthrough.insight.Facts.RunningPromise;
import org.followthrough.insight.History.Promised;
import org.followthrough.insight.History.Said;
import org.followthrough.insight.History.Turned;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the facts of a case are, given what happened on it.
 */
class ReckoningTests {

	/** A Monday, 10:00 in Berlin. */
	private static final Instant OPENED = Instant.parse("2026-03-23T09:00:00Z");

	private final List<Said> said = new ArrayList<>();

	private final List<Turned> turned = new ArrayList<>();

	private final List<Promised> promises = new ArrayList<>();

	private WorkingTime time = WorkingTime.ROUND_THE_CLOCK;

	@Test
	void aCaseOnWhichNobodySaidAnythingIsSilentAndOursSinceItsOpening() {
		said("CUSTOMER", 0);
		Facts facts = facts(null);
		assertThat(facts.acknowledged()).isNull();
		assertThat(facts.answered()).isNull();
		assertThat(facts.nextAnswers()).isEmpty();
		assertThat(facts.updates()).isEmpty();
		assertThat(facts.silence()).isEqualTo(Spell.NONE);
		assertThat(facts.silentSince()).isEqualTo(OPENED);
		assertThat(facts.waited()).isEqualTo(Spell.NONE);
		assertThat(facts.waitingSince()).isEqualTo(OPENED);
		assertThat(facts.resolved()).isNull();
	}

	@Test
	void aCaseThatEndedUnacknowledgedWasSilentAllItsLife() {
		said("CUSTOMER", 0);
		Facts facts = facts(hours(30));
		assertThat(facts.acknowledged()).isNull();
		assertThat(facts.silence().clock()).isEqualTo(Duration.ofHours(30));
		assertThat(facts.silentSince()).isNull();
		assertThat(facts.waited().clock()).isEqualTo(Duration.ofHours(30));
		assertThat(facts.resolved()).isEqualTo(spell(30));
	}

	@Test
	void anAcknowledgementIsAnAnswerToTheFirstMessageButNotTheFirstAnswer() {
		said("CUSTOMER", 0);
		said("ACKNOWLEDGEMENT", 2);
		said("UPDATE", 5);
		said("ANSWER", 9);
		Facts facts = facts(null);
		assertThat(facts.acknowledged()).isEqualTo(spell(2));
		assertThat(facts.answered()).isEqualTo(spell(9));
		assertThat(facts.nextAnswers()).containsExactly(spell(2));
		assertThat(facts.updates()).containsExactly(spell(3), spell(4));
		assertThat(facts.silence()).isEqualTo(spell(4));
		assertThat(facts.silentSince()).isEqualTo(hours(9));
	}

	@Test
	void anExplanationIsAnAnswerToo() {
		said("EXPLANATION", 3);
		assertThat(facts(null).answered()).isEqualTo(spell(3));
	}

	@Test
	void messagesInARowAreEachAnsweredByTheNextWord() {
		said("CUSTOMER", 0);
		said("CUSTOMER", 4);
		said("UPDATE", 5);
		assertThat(facts(null).nextAnswers()).containsExactly(spell(5), spell(1));
	}

	@Test
	void aWordThatWasWrittenBeforeTheMessageAndArrivedLaterIsNoAnswerToIt() {
		said("CUSTOMER", 0);
		this.said.add(new Said(1, 2, "QUESTION", hours(6)));
		this.said.add(new Said(1, 3, "CUSTOMER", hours(5)));
		this.said.add(new Said(1, 4, "UPDATE", hours(8)));
		Facts facts = facts(null);
		assertThat(facts.nextAnswers()).containsExactly(spell(6), spell(3));
		assertThat(facts.waitingSince()).as("our turn all the time").isEqualTo(OPENED);
	}

	@Test
	void theTurnIsTheCustomersFromADeliveredQuestionToTheirNextMessage() {
		said("CUSTOMER", 0);
		said("QUESTION", 3);
		said("UPDATE", 4);
		said("CUSTOMER", 10);
		said("ANSWER", 12);
		Facts facts = facts(hours(20));
		assertThat(facts.waited()).isEqualTo(spell(3 + 2));
		assertThat(facts.waitingSince()).isNull();
	}

	@Test
	void whatTheCustomerSaidWithTheClosingNeedsNoAnswer() {
		said("CUSTOMER", 0);
		said("ANSWER", 3);
		said("CUSTOMER", 10);
		closed(10);
		reopened(1000);
		said("CUSTOMER", 1000);
		said("UPDATE", 1001);
		assertThat(facts(null).nextAnswers()).containsExactly(spell(3), spell(1));
	}

	@Test
	void whileACaseIsClosedNobodyIsSilentAndNobodyWaits() {
		said("CUSTOMER", 0);
		said("ANSWER", 3);
		closed(10);
		said("CUSTOMER", 1000);
		reopened(1000);
		said("UPDATE", 1004);
		closed(1009);
		Facts facts = facts(hours(1009), 1);
		assertThat(facts.silence()).isEqualTo(spell(7));
		assertThat(facts.updates()).as("the closing lies between").isEmpty();
		assertThat(facts.waited()).isEqualTo(spell(3 + 9));
		assertThat(facts.nextAnswers()).containsExactly(spell(3), spell(4));
		assertThat(facts.resolved()).as("to the last closing").isEqualTo(spell(1009));
	}

	@Test
	void aReopenedCaseIsSilentSinceItsReopening() {
		said("ANSWER", 3);
		closed(10);
		reopened(1000);
		Facts facts = facts(null);
		assertThat(facts.silentSince()).isEqualTo(hours(1000));
		assertThat(facts.resolved()).isNull();
	}

	@Test
	void aWordThatArrivesAfterTheClosingEndsNoSilence() {
		said("ANSWER", 12);
		Facts facts = facts(hours(10));
		assertThat(facts.silence()).isEqualTo(spell(10));
		assertThat(facts.answered()).as("it was an answer all the same").isEqualTo(spell(12));
	}

	@Test
	void workingTimeIsCountedInTheHoursOfTheTeam() {
		this.time = OfficeHours.nineToFive("Europe/Berlin");
		said("CUSTOMER", 0);
		said("ACKNOWLEDGEMENT", 24);
		Spell acknowledged = facts(null).acknowledged();
		assertThat(acknowledged).isEqualTo(new Spell(Duration.ofHours(24), Duration.ofHours(8)));
	}

	@Test
	void theWeekendOnWhichClocksAreSetForwardHasAnHourLess() {
		this.time = OfficeHours.nineToFive("Europe/Berlin");
		// Friday 16:00 to Monday 10:00, local time.
		this.said.add(new Said(1, 1, "UPDATE", Instant.parse("2026-03-27T15:00:00Z")));
		this.said.add(new Said(1, 2, "UPDATE", Instant.parse("2026-03-30T08:00:00Z")));
		assertThat(facts(null).updates()).containsExactly(new Spell(Duration.ofHours(65), Duration.ofHours(2)));
	}

	@Test
	void theLongestSilenceInWorkingTimeMayBeAnotherOne() {
		this.time = OfficeHours.nineToFive("Europe/Berlin");
		// Tuesday, 09:00 to 17:00: all day.
		this.said.add(new Said(1, 1, "UPDATE", Instant.parse("2026-03-24T08:00:00Z")));
		this.said.add(new Said(1, 2, "UPDATE", Instant.parse("2026-03-24T16:00:00Z")));
		// Friday, 17:00, after a word each day.
		this.said.add(new Said(1, 3, "UPDATE", Instant.parse("2026-03-25T15:00:00Z")));
		this.said.add(new Said(1, 4, "UPDATE", Instant.parse("2026-03-26T14:00:00Z")));
		this.said.add(new Said(1, 5, "UPDATE", Instant.parse("2026-03-27T13:00:00Z")));
		this.said.add(new Said(1, 6, "UPDATE", Instant.parse("2026-03-27T16:00:00Z")));
		this.said.add(new Said(1, 7, "UPDATE", Instant.parse("2026-03-30T07:00:00Z")));
		assertThat(facts(null).silence()).isEqualTo(new Spell(Duration.ofHours(63), Duration.ofHours(8)));
	}

	@Test
	void promisesAreCountedByKindAndThoseThatRunByTheirTime() {
		this.promises.add(new Promised(1, "ACKNOWLEDGEMENT", "KEPT", hours(1)));
		this.promises.add(new Promised(1, "NEXT_UPDATE", "KEPT", hours(2)));
		this.promises.add(new Promised(1, "NEXT_UPDATE", "BROKEN", hours(3)));
		this.promises.add(new Promised(1, "NEXT_UPDATE", null, hours(4)));
		Facts facts = facts(null);
		assertThat(facts.promises()).containsExactly(new KeptPromises("ACKNOWLEDGEMENT", 1, 0),
				new KeptPromises("NEXT_UPDATE", 1, 1));
		assertThat(facts.running()).containsExactly(new RunningPromise("NEXT_UPDATE", hours(4).getEpochSecond()));
		assertThat(KeptPromises.read(facts.promisesText())).isEqualTo(facts.promises());
		assertThat(RunningPromise.read(facts.runningText())).isEqualTo(facts.running());
	}

	private static Instant hours(int after) {
		return OPENED.plus(Duration.ofHours(after));
	}

	private static Spell spell(int hours) {
		return new Spell(Duration.ofHours(hours), Duration.ofHours(hours));
	}

	private void said(String kind, int after) {
		this.said.add(new Said(1, this.said.size() + 1L, kind, hours(after)));
	}

	private void closed(int after) {
		this.turned.add(new Turned("FT-1", true, hours(after)));
	}

	private void reopened(int after) {
		this.turned.add(new Turned("FT-1", false, hours(after)));
	}

	private Facts facts(@Nullable Instant closedAt) {
		return facts(closedAt, this.turned.isEmpty() ? 0 : 1);
	}

	private Facts facts(@Nullable Instant closedAt, int reopened) {
		History.Case of = new History.Case(1, "FT-1", 1, "support", "normal", OPENED, closedAt,
				(closedAt != null) ? "CONFIRMED" : null, reopened, 1, false);
		return Reckoning.facts(History.of(of, this.turned, this.said, this.promises), this.time);
	}

}
