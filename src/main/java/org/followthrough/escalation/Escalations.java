package org.followthrough.escalation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.products.Checklist;
import org.followthrough.products.Products;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The hand-overs to engineering.
 */
@Component
public class Escalations {

	private final EscalationMapper escalations;

	private final Products products;

	private final Audit audit;

	private final Clock clock;

	Escalations(EscalationMapper escalations, Products products, Audit audit, Clock clock) {
		this.escalations = escalations;
		this.products = products;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Hands a case to engineering, as the current actor.
	 * @param escalated the case
	 * @param handOver what engineering needs; its files are the case's
	 * @throws Invalid naming all that is missing
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void handOver(SupportCase escalated, HandOver handOver) {
		Checklist asked = this.products.checklist(escalated.product(), escalated.component());
		Map<String, String> answers = answers(asked, handOver);
		Escalation made = this.escalations.insert(escalated, handOver, Actor.current().id(), this.clock.instant());
		if (!asked.questions().isEmpty()) {
			this.escalations.insertChecks(asked.questions()
				.stream()
				.map((question) -> new Check(made.id(), question.text(), answers.getOrDefault(question.text(), "")))
				.toList());
		}
		if (!handOver.files().isEmpty()) {
			this.escalations.insertFiles(made.id(), handOver.files());
		}
		this.audit.record(escalated.number(), "escalation.handed-over", Map.of("escalation", made.id()));
	}

	/** What was answered, where everything that is needed was. */
	private static Map<String, String> answers(Checklist asked, HandOver handOver) {
		Map<String, String> missing = handOver.missing();
		Map<String, String> answers = Map.of();
		try {
			answers = asked.read(handOver.checklist());
			List<String> open = asked.unanswered(answers);
			if (!open.isEmpty()) {
				missing.put(Checklist.FIELD, "Engineering needs to know: " + String.join("; ", open));
			}
		}
		catch (Invalid ex) {
			missing.putAll(ex.fields());
		}
		if (!missing.isEmpty()) {
			throw new Invalid(missing);
		}
		return answers;
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
	 * Who gave a hand-over to the engineer who answered it, on whichever case of its
	 * defect that was.
	 * @param answer the answer
	 * @return their accounts; empty when the engineer took it
	 */
	@Transactional(readOnly = true)
	public Set<String> assignedBy(EngineeringAnswer answer) {
		return this.escalations.assignedBy(answer.origin());
	}

	/**
	 * Keeps what engineering found, as the current actor.
	 * @param escalated the case
	 * @param outcome what they found
	 * @param build the build with the fix, or the one they looked at; may be empty if
	 * they send the hand-over back
	 * @param explanation in words; what is missing, if they send the hand-over back
	 * @return the answer
	 * @throws Invalid if no build is named
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public EngineeringAnswer answer(SupportCase escalated, EngineeringAnswer.Outcome outcome, String build,
			String explanation) {
		boolean sentBack = outcome == EngineeringAnswer.Outcome.INCOMPLETE;
		if (build.isBlank() && !sentBack) {
			throw new Invalid("build", "Name the build that has the fix, or the one you looked at.");
		}
		EngineeringAnswer answer = this.escalations.insertAnswer(handOver(escalated), escalated.id(), outcome, build,
				explanation, Actor.current().id(), this.clock.instant(), null);
		this.audit.record(escalated.number(), sentBack ? "escalation.sent-back" : "escalation.answered",
				Map.of("escalation", answer.escalationId(), "outcome", outcome.word(), "build", build));
		return answer;
	}

	/**
	 * Brings a case what engineering found on another one of its defect. It is the case's
	 * own answer from then on, by whoever gave it.
	 * @param escalated the case
	 * @param origin the answer as it was given
	 * @return the case's answer
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public EngineeringAnswer answerSame(SupportCase escalated, long origin) {
		EngineeringAnswer given = this.escalations.answer(origin);
		EngineeringAnswer answer = this.escalations.insertAnswer(handOver(escalated), escalated.id(), given.outcome(),
				given.build(), given.explanation(), given.answeredBy(), this.clock.instant(), origin);
		this.audit.record(escalated.number(), "escalation.answered-same", Map.of("escalation", answer.escalationId(),
				"outcome", given.outcome().word(), "build", given.build(), "sameAs", origin));
		return answer;
	}

	private long handOver(SupportCase escalated) {
		return this.escalations.latest(escalated.id())
			.map(Escalation::id)
			.orElseThrow(() -> new IllegalStateException(escalated.number() + " was never handed over"));
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
	 * What engineering found last, leaving out what it sent back.
	 * @param caseId the case
	 * @return the answer, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<EngineeringAnswer> lastFinding(long caseId) {
		return this.escalations.lastFinding(caseId);
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
	 * All hand-overs of a case, with what went along and what engineering answered.
	 * @param caseId the case
	 * @return oldest first
	 */
	@Transactional(readOnly = true)
	public List<HandedOver> ofCase(long caseId) {
		List<Escalation> made = this.escalations.ofCase(caseId);
		if (made.isEmpty()) {
			return List.of();
		}
		Map<Long, List<Check>> checks = this.escalations.checksOfCase(caseId)
			.stream()
			.collect(Collectors.groupingBy(Check::escalationId));
		Map<Long, List<Long>> files = this.escalations.filesOfCase(caseId)
			.stream()
			.collect(Collectors.groupingBy(EscalationMapper.FileRow::escalationId,
					Collectors.mapping(EscalationMapper.FileRow::attachmentId, Collectors.toList())));
		Map<Long, List<EngineeringAnswer>> answers = this.escalations.answers(caseId)
			.stream()
			.collect(Collectors.groupingBy(EngineeringAnswer::escalationId));
		return made.stream()
			.map((one) -> new HandedOver(one, checks.getOrDefault(one.id(), List.of()),
					files.getOrDefault(one.id(), List.of()), answers.getOrDefault(one.id(), List.of())))
			.toList();
	}

	/**
	 * What engineering answered about a defect, the latest first.
	 * @param defectId the defect
	 * @return the answers as they were given
	 */
	@Transactional(readOnly = true)
	public List<EngineeringAnswer> givenOnDefect(long defectId) {
		return this.escalations.givenOnDefect(defectId);
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
