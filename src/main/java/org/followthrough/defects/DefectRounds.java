package org.followthrough.defects;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.DefectNews.Kind;
import org.followthrough.defects.RoundMapper.Standing;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rounds that a defect goes between engineering and Support. One of its cases has
 * engineering's task, one the check, and the others wait for them. What comes of it is
 * news: kept first, once however often it is told, with a row for each case that has to
 * hear it.
 * <p>
 * A case that hears news looks how its defect stands, and a case that comes to wait does
 * so under the defect's lock. So it doesn't matter in which order news arrives, and none
 * can come too early.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DefectRounds {

	private static final Set<Defect.State> ANSWERED = EnumSet.of(Defect.State.FIXED, Defect.State.VERIFIED,
			Defect.State.NOT_A_DEFECT, Defect.State.WONT_FIX);

	private final RoundMapper rounds;

	private final NewsOfCases news;

	DefectRounds(RoundMapper rounds, NewsOfCases news) {
		this.rounds = rounds;
		this.news = news;
	}

	/**
	 * What a case finds at engineering, without changing anything.
	 * @param of the case
	 * @param has engineering's answer that the case has already; null if it has none
	 * @return the turn
	 */
	@Transactional(readOnly = true)
	public Turn lookAtEngineering(SupportCase of, @Nullable Long has) {
		return this.rounds.standing(of.id()).map((now) -> atEngineering(of, has, now)).orElse(Turn.of(Turn.Kind.TAKES));
	}

	/**
	 * A case comes to engineering.
	 * @param of the case, which the transaction has locked
	 * @param has engineering's answer that the case has already; null if it has none
	 * @return the turn; it has the task from now on if it takes it
	 */
	public Turn comesToEngineering(SupportCase of, @Nullable Long has) {
		Turn turn = lookAtEngineering(of, has);
		if (turn.kind() == Turn.Kind.ANSWERED) {
			return turn;
		}
		Optional<Standing> locked = this.rounds.lock(of.id());
		Turn sure = locked.map((now) -> atEngineering(of, has, now)).orElse(turn);
		if (sure.kind() == Turn.Kind.TAKES) {
			locked.ifPresent((now) -> this.rounds.setEngineering(now.defectId(), of.id()));
		}
		return sure;
	}

	/** An answer that the case has had already is none: engineering has to look again. */
	private static Turn atEngineering(SupportCase of, @Nullable Long has, Standing now) {
		if (ANSWERED.contains(now.state()) && !Objects.equals(now.answerId(), has)) {
			return new Turn(Turn.Kind.ANSWERED, now.answerId());
		}
		return Turn.of(isAnother(now.engineeringCase(), of) ? Turn.Kind.WAITS : Turn.Kind.TAKES);
	}

	private static boolean isAnother(@Nullable Long has, SupportCase of) {
		return has != null && has != of.id();
	}

	/**
	 * What a case with a fix finds at Support's check, without changing anything.
	 * @param of the case
	 * @param fix engineering's answer that is its fix
	 * @return the turn
	 */
	@Transactional(readOnly = true)
	public Turn lookAtVerification(SupportCase of, long fix) {
		return this.rounds.standing(of.id())
			.map((now) -> atVerification(of, fix, now))
			.orElse(Turn.of(Turn.Kind.TAKES));
	}

	/**
	 * A case with a fix comes to Support's check.
	 * @param of the case, which the transaction has locked
	 * @param fix engineering's answer that is its fix
	 * @return the turn; it has the task from now on if it takes it
	 */
	public Turn comesToVerification(SupportCase of, long fix) {
		Turn turn = lookAtVerification(of, fix);
		if (turn.kind() == Turn.Kind.PASSED || turn.kind() == Turn.Kind.FAILED) {
			return turn;
		}
		Optional<Standing> locked = this.rounds.lock(of.id());
		Turn sure = locked.map((now) -> atVerification(of, fix, now)).orElse(turn);
		if (sure.kind() == Turn.Kind.TAKES) {
			locked.filter((now) -> !now.ownCheck())
				.ifPresent((now) -> this.rounds.setVerifying(now.defectId(), of.id()));
		}
		return sure;
	}

	private Turn atVerification(SupportCase of, long fix, Standing now) {
		Set<Kind> told = this.rounds.told(now.defectId(), fix);
		if (!told.contains(Kind.FIXED) || told.contains(Kind.REGRESSED)) {
			return Turn.of(Turn.Kind.FAILED);
		}
		if (now.ownCheck()) {
			return Turn.of(Turn.Kind.TAKES);
		}
		if (told.contains(Kind.FAILED)) {
			return Turn.of(Turn.Kind.FAILED);
		}
		if (told.contains(Kind.VERIFIED)) {
			return Turn.of(Turn.Kind.PASSED);
		}
		return Turn.of(isAnother(now.verifyingCase(), of) ? Turn.Kind.WAITS : Turn.Kind.TAKES);
	}

	/**
	 * Engineering has answered one of the cases, as the current actor: all of the defect
	 * hear it.
	 * @param by the case whose task it was
	 * @param answerId the answer
	 * @param kind fixed, not a defect, or won't fix
	 */
	public void answered(SupportCase by, long answerId, Kind kind) {
		if (!Kind.ANSWERS.contains(kind)) {
			throw new IllegalArgumentException("Engineering can't answer " + kind);
		}
		this.rounds.lock(by.id()).ifPresent((now) -> {
			if (!isAnother(now.engineeringCase(), by)) {
				this.rounds.setEngineering(now.defectId(), null);
			}
			this.rounds.setState(now.defectId(), kind.state(), answerId);
			this.news.tellAll(now, kind, answerId, null, Map.of("case", by.number()));
		});
	}

	/**
	 * Support has checked a fix for one of the cases, as the current actor: all of the
	 * defect hear it, unless it was a check for this case by itself.
	 * @param by the case whose task it was
	 * @param fix engineering's answer that was checked
	 * @param passed whether it works
	 */
	public void checked(SupportCase by, long fix, boolean passed) {
		this.rounds.lock(by.id()).filter((now) -> !now.ownCheck()).ifPresent((now) -> {
			if (!isAnother(now.verifyingCase(), by)) {
				this.rounds.setVerifying(now.defectId(), null);
			}
			Kind kind = passed ? Kind.VERIFIED : Kind.FAILED;
			if (Objects.equals(now.answerId(), fix) && now.state() == Defect.State.FIXED) {
				this.rounds.setState(now.defectId(), kind.state(), fix);
			}
			this.news.tellAll(now, kind, fix, null, Map.of("case", by.number()));
		});
	}

	/**
	 * A case ends, or leaves engineering or the check without having done its task: if
	 * others wait for it, one of them gets the task.
	 * @param gone the case
	 */
	public void left(SupportCase gone) {
		this.rounds.lock(gone.id()).ifPresent((now) -> {
			boolean engineering = Objects.equals(now.engineeringCase(), gone.id());
			boolean verifying = Objects.equals(now.verifyingCase(), gone.id());
			if (engineering) {
				this.rounds.setEngineering(now.defectId(), null);
			}
			if (verifying) {
				this.rounds.setVerifying(now.defectId(), null);
			}
			if (engineering || verifying) {
				this.news.tellAll(now, Kind.LEFT, null, null, Map.of("case", gone.number()));
			}
		});
	}

	/**
	 * What happened to a defect, the latest first.
	 * @param defectId the defect
	 * @param limit how much at the most
	 * @return the news
	 */
	@Transactional(readOnly = true)
	public List<DefectNews> news(long defectId, int limit) {
		return this.rounds.news(defectId, limit);
	}

	/** A case has come over to another defect. */
	void joined(SupportCase of) {
		this.rounds.lock(of.id()).ifPresent((now) -> this.news.tellOne(now, Kind.JOINED, of));
	}

}
