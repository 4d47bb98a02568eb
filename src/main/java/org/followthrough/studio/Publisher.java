package org.followthrough.studio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.journey.Approval;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.ModelRefused;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;
import org.followthrough.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Publishes what is approved when its time has come. The draft's row is held from before
 * the publication until it is committed with it: of several nodes one publishes, and if
 * it dies meanwhile, nothing was published and another does. What can't be published any
 * more goes back to those who made it. Publications come one after the other, since each
 * may change what the next is rehearsed beside.
 */
@Component
class Publisher extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Publisher.class);

	private final DraftMapper rows;

	private final Judgement judgement;

	private final DraftRehearsals rehearsals;

	private final DraftRunning running;

	private final PublishedModels models;

	private final DraftNotices notices;

	private final Upgrades upgrades;

	private final Audit audit;

	private final Transactions transactions;

	private final MovableClock clock;

	Publisher(DraftMapper rows, Judgement judgement, DraftRehearsals rehearsals, DraftRunning running,
			PublishedModels models, DraftNotices notices, Upgrades upgrades, Audit audit, Transactions transactions,
			MovableClock clock) {
		super("publisher", Duration.ofSeconds(2));
		this.rows = rows;
		this.judgement = judgement;
		this.rehearsals = rehearsals;
		this.running = running;
		this.models = models;
		this.notices = notices;
		this.upgrades = upgrades;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	@Override
	protected boolean work() {
		try {
			return this.transactions.retrying(this::publishNext);
		}
		catch (Unpublishable ex) {
			this.transactions.retrying(() -> giveBack(ex));
			return true;
		}
	}

	private boolean publishNext() {
		Optional<Draft> due = this.rows.lockDue(this.clock.instant());
		return due.filter(this::publish).isPresent();
	}

	/** Whether it was published, and others may be now. */
	private boolean publish(Draft draft) {
		try {
			List<ModelProblem> problems = this.judgement.of(draft.id());
			if (!problems.isEmpty()) {
				throw ModelRefused.because(problems);
			}
			if (!this.rehearsals.isReady(draft)) {
				return false;
			}
			List<PublishedModel> published = this.models.publish(draft.title(),
					this.judgement.changed(draft.id()).stream().map(DraftFile::edit).toList(), approval(draft));
			if (!this.rehearsals.runsAsRehearsed()) {
				throw new OvertakenMeanwhile();
			}
			this.running.published(draft, published);
			Draft done = draft.published(published.get(0).deployment(), this.clock.instant());
			this.rows.update(done, this.clock.instant());
			this.upgrades.published(draft);
			this.notices.published(done);
			return true;
		}
		catch (ConcurrencyFailureException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new Unpublishable(draft, ex);
		}
	}

	private static Approval approval(Draft draft) {
		return new Approval(draft.author(), draft.approver(), draft.why(), draft.id());
	}

	/** Unless somebody has taken it back since. */
	private boolean giveBack(Unpublishable failure) {
		Draft draft = this.rows.lock(failure.draft.id()).orElseThrow();
		if (draft.state() == DraftState.APPROVED && draft.version() == failure.draft.version()) {
			String reason = failure.reason();
			this.audit.record(Audit.SYSTEM, "draft.returned",
					Map.of("draft", draft.id(), "title", draft.title(), "author", draft.author(), "reason", reason));
			Draft returned = draft.returned(reason, null);
			this.rows.update(returned, this.clock.instant());
			this.notices.unpublishable(returned);
		}
		return true;
	}

	/**
	 * Another node has published something in the same moment, so that what would run now
	 * was not rehearsed together.
	 */
	private static final class OvertakenMeanwhile extends ConcurrencyFailureException {

		OvertakenMeanwhile() {
			super("Another publication came first");
		}

	}

	/**
	 * Nothing of a draft was published, and why.
	 */
	private static final class Unpublishable extends RuntimeException {

		private final transient Draft draft;

		Unpublishable(Draft draft, RuntimeException cause) {
			super(cause);
			this.draft = draft;
			if (!(cause instanceof Refusal)) {
				log.error("The draft {} could not be published", draft.id(), cause);
			}
		}

		String reason() {
			String told = (getCause() instanceof Refusal refusal) ? refusal.getMessage()
					: "Something went wrong on our side. Please submit it again, and tell your administrator if it keeps "
							+ "happening.";
			return told.substring(0, Math.min(told.length(), Drafts.LONGEST_REASON));
		}

	}

}
