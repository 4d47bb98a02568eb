package org.followthrough.running;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.database.Json;
import org.followthrough.journey.RunningJourneys;
import org.followthrough.running.CaseMove.State;
import org.followthrough.running.MoveMapper.ItemState;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The moves of running cases to new versions of their diagrams: begun with the
 * publication, done afterwards, and looked at meanwhile.
 */
@Component
public class Moves {

	/** What more there may be is counted all the same. */
	private static final int MOST_LEFT = 50;

	private final MoveMapper rows;

	private final RunningJourneys journeys;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Moves(MoveMapper rows, RunningJourneys journeys, Audit audit, ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.journeys = journeys;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Begins a move, as a part of the publication.
	 * @param draft the draft that is published
	 * @param author who made it
	 * @param approver who approved it
	 * @param file the diagram
	 * @param version its new version
	 * @param choices what was decided
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void begin(long draft, String author, @Nullable String approver, String file, int version, Choices choices) {
		String process = RunningCases.process(file);
		Instant now = this.clock.instant();
		String definition = this.journeys.versions(process).get(version);
		if (definition == null) {
			throw new IllegalStateException("Version " + version + " of " + process + " is not published");
		}
		this.rows.overtake(process, now);
		this.rows.insert(new CaseMove(0, draft, file, process, definition, version, author, approver,
				Json.write(choices), State.TRYING, "{}", now, null));
		this.events.publishEvent(new Wanted());
	}

	/**
	 * How far the moves of a draft are.
	 * @param draft the draft
	 * @return one for each of its diagrams
	 */
	@Transactional(readOnly = true)
	public List<Progress> of(long draft) {
		return this.rows.of(draft).stream().map((move) -> {
			Map<ItemState, Integer> counts = new EnumMap<>(ItemState.class);
			this.rows.counts(move.id()).forEach((count) -> counts.put(count.state(), count.cases()));
			return new Progress(move.file(), move.version(), move.state().name().toLowerCase(Locale.ROOT),
					counts.values().stream().mapToInt(Integer::intValue).sum(),
					counts.getOrDefault(ItemState.WAITING, 0), counts.getOrDefault(ItemState.MOVED, 0),
					counts.getOrDefault(ItemState.STAYS, 0), counts.getOrDefault(ItemState.NEEDS_PERSON, 0),
					counts.getOrDefault(ItemState.FAILED, 0), counts.getOrDefault(ItemState.ENDED, 0), move.begunAt(),
					move.endedAt(), this.rows.left(move.id(), MOST_LEFT).stream().map(Left::of).toList());
		}).toList();
	}

	/**
	 * Has what could not go over try again. Whoever calls this answers for it that the
	 * actor may. While cases go over anyway, it changes nothing.
	 * @param draft the draft that was published
	 * @throws Refusal if a newer version was published since
	 */
	@Transactional
	public void again(long draft) {
		for (CaseMove seen : this.rows.of(draft)) {
			CaseMove move = this.rows.lock(seen.id()).orElseThrow();
			if (move.state() == State.OVERTAKEN) {
				throw new Overtaken();
			}
			if (move.state() == State.DONE) {
				int cases = this.rows.again(move.id());
				if (cases > 0) {
					this.rows.goesOn(move.id(), State.DONE, State.TRYING, "{}", null);
					this.audit.record(Audit.SYSTEM, "cases.tried-again",
							Map.of("draft", draft, "process", move.process(), "cases", cases));
				}
			}
		}
		this.events.publishEvent(new Wanted());
	}

	/**
	 * How far a move is.
	 *
	 * @param file the diagram
	 * @param version its new version
	 * @param state trying, moving, done or overtaken
	 * @param cases how many ran by earlier versions
	 * @param waiting how many nothing has become of yet
	 * @param moved how many go on by the new version
	 * @param stays how many go on by theirs, as was decided
	 * @param needsPerson how many go on by theirs until somebody has seen to it
	 * @param failed how many go on by theirs since something went wrong
	 * @param ended how many ended before
	 * @param begunAt since when
	 * @param endedAt until when; null while it goes on
	 * @param left some of those that could not go over, and why
	 */
	public record Progress(String file, int version, String state, int cases, int waiting, int moved, int stays,
			int needsPerson, int failed, int ended, Instant begunAt, @Nullable Instant endedAt, List<Left> left) {

		/**
		 * Whether it goes on.
		 * @return false once every case is settled
		 */
		public boolean isUnderWay() {
			return this.endedAt == null;
		}

	}

	/**
	 * A case that could not go over.
	 *
	 * @param caseNumber its number
	 * @param fromVersion the version that it goes on by
	 * @param failed whether something went wrong; else it needs a person
	 * @param reason why
	 */
	public record Left(String caseNumber, int fromVersion, boolean failed, String reason) {

		static Left of(MoveMapper.Left left) {
			return new Left(left.caseNumber(), left.fromVersion(), left.state() == ItemState.FAILED, left.reason());
		}

	}

	/**
	 * There is something to move.
	 */
	record Wanted() {
	}

	/**
	 * A newer version sees to all cases.
	 */
	static class Overtaken extends Refusal {

		Overtaken() {
			super(Kind.CONFLICT, "A newer version was published since. It takes these cases with it: look there.");
		}

	}

}
