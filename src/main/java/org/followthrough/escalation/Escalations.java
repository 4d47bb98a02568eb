package org.followthrough.escalation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The hand-overs to engineering.
 */
@Component
public class Escalations {

	private final EscalationMapper escalations;

	private final Audit audit;

	private final Clock clock;

	Escalations(EscalationMapper escalations, Audit audit, Clock clock) {
		this.escalations = escalations;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Hands a case to engineering, as the current actor.
	 * @param escalated the case
	 * @param handOver what engineering needs
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void handOver(SupportCase escalated, HandOver handOver) {
		Escalation made = this.escalations.insert(escalated.id(), handOver, Actor.current().id(), this.clock.instant());
		this.audit.record(escalated.number(), "escalation.handed-over", Map.of("escalation", made.id()));
	}

	/**
	 * Remembers that the current actor gave a hand-over to an engineer, who did not take
	 * it themselves.
	 * @param escalated the case
	 * @param engineer the engineer
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void assigned(SupportCase escalated, String engineer) {
		this.escalations.latest(escalated.id())
			.ifPresent((handOver) -> this.escalations.insertAssignment(handOver.id(), engineer, Actor.current().id(),
					this.clock.instant()));
	}

	/**
	 * Who gave a hand-over to the engineer who answered it.
	 * @param answer the answer
	 * @return their accounts; empty when the engineer took it
	 */
	@Transactional(readOnly = true)
	public Set<String> assignedBy(EngineeringAnswer answer) {
		return this.escalations.assignedBy(answer.escalationId(), answer.answeredBy());
	}

	/**
	 * Keeps what engineering found, as the current actor.
	 * @param escalated the case
	 * @param outcome what they found
	 * @param build the build with the fix, or the one they looked at
	 * @param explanation in words
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void answer(SupportCase escalated, EngineeringAnswer.Outcome outcome, String build, String explanation) {
		Escalation answered = this.escalations.latest(escalated.id())
			.orElseThrow(() -> new IllegalStateException(escalated.number() + " was never handed over"));
		this.escalations.insertAnswer(answered.id(), escalated.id(), outcome, build, explanation, Actor.current().id(),
				this.clock.instant());
		this.audit.record(escalated.number(), "escalation.answered",
				Map.of("escalation", answered.id(), "outcome", outcome.word(), "build", build));
	}

	/**
	 * The hand-over that engineering has, or had last.
	 * @param caseId the case
	 * @return the hand-over, if there was one
	 */
	@Transactional(readOnly = true)
	public Optional<Escalation> latest(long caseId) {
		return this.escalations.latest(caseId);
	}

	/**
	 * The fix that is to be verified, or was last.
	 * @param caseId the case
	 * @return engineering's last answer, if that is a fix
	 */
	@Transactional(readOnly = true)
	public Optional<EngineeringAnswer> currentFix(long caseId) {
		return this.escalations.latestAnswer(caseId).filter(EngineeringAnswer::isFix);
	}

	/**
	 * What engineering answered last.
	 * @param caseId the case
	 * @return the answer, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<EngineeringAnswer> currentAnswer(long caseId) {
		return this.escalations.latestAnswer(caseId);
	}

	/**
	 * The fixes of open cases in a build, oldest first.
	 * @param build its exact name
	 * @param after the last fix of the page before; 0 for the first page
	 * @param limit how many at the most
	 * @return the answers, each the last of its case
	 */
	@Transactional(readOnly = true)
	public List<EngineeringAnswer> openFixesIn(String build, long after, int limit) {
		return this.escalations.openFixesIn(build, after, limit);
	}

	/**
	 * All that engineering answered, oldest first.
	 * @param caseId the case
	 * @return the answers
	 */
	@Transactional(readOnly = true)
	public List<EngineeringAnswer> answers(long caseId) {
		return this.escalations.answers(caseId);
	}

}
