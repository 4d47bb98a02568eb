package org.followthrough.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Outbox;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.promises.Promises;
import org.followthrough.replay.HelpDeskLog.Event;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.CaseWorker;
import org.followthrough.time.MovableClock;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;

/**
 * Leads the log's cases through our journey, the clock following the log. What the log's
 * words mean here:
 * <table>
 * <caption>Mapping</caption>
 * <tr>
 * <th>In the log</th>
 * <th>Here</th>
 * </tr>
 * <tr>
 * <td>first event of a case</td>
 * <td>the customer opens the case; "Value 1" of seriousness is impaired, others
 * blocked</td>
 * </tr>
 * <tr>
 * <td>Assign seriousness, Insert ticket, Schedule intervention</td>
 * <td>acknowledge, if nobody did; else word to the customer</td>
 * </tr>
 * <tr>
 * <td>Take in charge ticket</td>
 * <td>the same; after an answer, the customer sends it back first</td>
 * </tr>
 * <tr>
 * <td>Wait</td>
 * <td>ask the customer, who answers before the next event</td>
 * </tr>
 * <tr>
 * <td>Create SW anomaly, Require upgrade</td>
 * <td>hand over to engineering</td>
 * </tr>
 * <tr>
 * <td>Resolve SW anomaly, RESOLVED, VERIFIED</td>
 * <td>engineering fixes it, Support verifies it</td>
 * </tr>
 * <tr>
 * <td>INVALID</td>
 * <td>engineering finds no defect</td>
 * </tr>
 * <tr>
 * <td>DUPLICATE</td>
 * <td>closed as duplicate of the latest other one that is open</td>
 * </tr>
 * <tr>
 * <td>Resolve ticket</td>
 * <td>whatever is open with engineering is fixed and verified; answer the customer</td>
 * </tr>
 * <tr>
 * <td>Closed</td>
 * <td>the customer confirms; where our reminders have run out by then, a person closes it
 * as unconfirmed</td>
 * </tr>
 * <tr>
 * <td>end of a case that was never closed</td>
 * <td>answered if need be; silence, reminders, closed as unconfirmed</td>
 * </tr>
 * </table>
 * Managers leave their task for an overdue promise open until the next word goes out.
 */
@TestComponent
class Replay {

	private final MovableClock clock;

	private final ManagementService management;

	private final CaseWorker worker;

	private final Cases cases;

	private final CaseJourney journey;

	private final Customers customers;

	private final Intake intake;

	private final Messages messages;

	private final Outbox outbox;

	private final Promises promises;

	private final SignOffs signOffs;

	private final Transactions transactions;

	private final Map<String, SupportCase> byTrace = new LinkedHashMap<>();

	private final Map<String, Integer> rang = new TreeMap<>();

	private final Journal journal = new Journal();

	/** By the log; null where it has ended. */
	private @Nullable Instant now;

	Replay(MovableClock clock, ManagementService management, CaseWorker worker, Cases cases, CaseJourney journey,
			Customers customers, Intake intake, Messages messages, Outbox outbox, Promises promises, SignOffs signOffs,
			Transactions transactions) {
		this.clock = clock;
		this.management = management;
		this.worker = worker;
		this.cases = cases;
		this.journey = journey;
		this.customers = customers;
		this.intake = intake;
		this.messages = messages;
		this.outbox = outbox;
		this.promises = promises;
		this.signOffs = signOffs;
		this.transactions = transactions;
	}

	Map<String, SupportCase> cases() {
		return this.byTrace;
	}

	Map<String, Integer> rang() {
		return this.rang;
	}

	/** What was done, at the times of the log. */
	Journal journal() {
		return this.journal;
	}

	private Instant now() {
		return (this.now != null) ? this.now : this.clock.instant();
	}

	/** Lets happen here what happened there. */
	void happens(Event event) {
		timePassesUntil(event.at());
		this.now = event.at();
		SupportCase known = this.byTrace.get(event.trace());
		if (known == null) {
			known = opens(event);
			this.byTrace.put(event.trace(), known);
		}
		SupportCase of = this.cases.get(known.id());
		if (!of.isOpen()) {
			if (event.activity().equals("Closed")) {
				return;
			}
			customerWrites(of);
			of = this.cases.get(known.id());
		}
		happens(of, event);
		mailIsDelivered();
	}

	private void happens(SupportCase of, Event event) {
		switch (event.activity()) {
			case "Wait" -> asks(of);
			case "Create SW anomaly", "Require upgrade" -> escalates(of);
			case "Resolve SW anomaly", "RESOLVED", "VERIFIED" -> engineeringAnswers(of, "fixed");
			case "INVALID" -> engineeringAnswers(of, "not-a-defect");
			case "DUPLICATE" -> endsAsDuplicate(of);
			case "Resolve ticket" -> answers(of);
			case "Closed" -> closes(of);
			default -> takesInCharge(of, event);
		}
	}

	private SupportCase opens(Event event) {
		String email = event.customer().toLowerCase().replace(' ', '.') + "@customer.example";
		Impact impact = event.seriousness().equals("Value 1") ? Impact.IMPAIRED : Impact.BLOCKED;
		SupportCase opened = Actor.customer(email, Door.WEB_FORM)
			.does(() -> this.transactions.retrying(() -> this.intake.open(
					new NewCase(this.customers.known(email, event.customer()),
							event.trace() + " about " + event.product(), event.product(), impact, Door.WEB_FORM),
					"It does not work as it should.")));
		this.journal.opened(opened.id(), event.customer(), now());
		return opened;
	}

	private void does(SupportCase of, String task) {
		does(of, task, Map.of());
	}

	private void does(SupportCase of, String task, Map<String, ?> answers) {
		this.worker.does(of, task, answers);
		switch (task) {
			case "acknowledge" -> this.journal.said(of.id(), "ACKNOWLEDGEMENT", now());
			case "ask-customer" -> this.journal.said(of.id(), "QUESTION", now());
			case "answer" -> this.journal.said(of.id(), "ANSWER", now());
			case "decide-unanswered" -> this.journal.closed(of.id(), now());
			default -> {
				// Nothing that the customer hears.
			}
		}
	}

	private void takesInCharge(SupportCase of, Event event) {
		if (isOpen(of, "acknowledge")) {
			does(of, "acknowledge");
			return;
		}
		if (event.activity().equals("Take in charge ticket") && isAsked(of)) {
			sendsBack(of);
		}
		this.worker.as("agent1", () -> this.transactions.retrying(() -> this.messages.send(this.cases.get(of.id()),
				Message.Kind.UPDATE, "We are working on it.", this.promises.nextWord(of, null, null))));
		this.journal.said(of.id(), "UPDATE", now());
	}

	private void asks(SupportCase of) {
		toInvestigation(of);
		does(of, "investigate", Map.of("outcome", "ask"));
		does(of, "ask-customer");
	}

	private void escalates(SupportCase of) {
		toInvestigation(of);
		does(of, "investigate", Map.of("outcome", "escalate"));
		does(of, "escalate");
	}

	private void engineeringAnswers(SupportCase of, String outcome) {
		if (!isOpen(of, "reproduce-and-fix") && !isOpen(of, "verify-fix")) {
			if (isOpen(of, "answer") || isAsked(of)) {
				return;
			}
			escalates(of);
		}
		if (isOpen(of, "reproduce-and-fix")) {
			does(of, "reproduce-and-fix", Map.of("outcome", outcome));
		}
		if (isOpen(of, "verify-fix")) {
			does(of, "verify-fix");
		}
	}

	private void answers(SupportCase of) {
		if (isAsked(of)) {
			return;
		}
		if (isOpen(of, "reproduce-and-fix") || isOpen(of, "verify-fix")) {
			engineeringAnswers(of, "fixed");
		}
		if (!isOpen(of, "answer")) {
			toInvestigation(of);
			does(of, "investigate");
		}
		does(of, "answer");
	}

	/** Whatever the journey waits for, it waits in Investigate afterwards. */
	private void toInvestigation(SupportCase of) {
		if (isOpen(of, "acknowledge")) {
			does(of, "acknowledge");
		}
		if (isAsked(of)) {
			sendsBack(of);
		}
		if (isOpen(of, "reproduce-and-fix") || isOpen(of, "verify-fix")) {
			if (isOpen(of, "verify-fix")) {
				does(of, "verify-fix", Map.of("outcome", "failed"));
			}
			does(of, "reproduce-and-fix", Map.of("outcome", "not-a-defect"));
		}
		if (isOpen(of, "answer")) {
			does(of, "answer");
			sendsBack(of);
		}
		if (!isOpen(of, "investigate")) {
			customerWrites(of);
		}
	}

	private void closes(SupportCase of) {
		if (!isAsked(of)) {
			answers(of);
			// Nobody confirms what they haven't got.
			mailIsDelivered();
		}
		if (isOpen(of, "decide-unanswered")) {
			does(of, "decide-unanswered");
		}
		else {
			customerSays(of, SignOff.Answer.CONFIRMED);
			this.journal.closed(of.id(), now());
		}
	}

	private void endsAsDuplicate(SupportCase of) {
		this.worker.as("agent1", () -> this.transactions.retrying(() -> {
			this.cases.lock(of.id());
			this.cases.duplicateOf(of, latestOpenBut(of));
			this.signOffs.endsEarly(of, Closing.DUPLICATE, "The same matter.");
			this.journey.endedEarly(of, Closing.DUPLICATE);
			return "";
		}));
		this.journal.closed(of.id(), now());
	}

	/** Where a duplicate goes on; the log doesn't say where. */
	private String latestOpenBut(SupportCase duplicate) {
		List<SupportCase> all = new ArrayList<>(this.byTrace.values());
		Collections.reverse(all);
		return all.stream()
			.filter((one) -> one.id() != duplicate.id())
			.map((one) -> this.cases.get(one.id()))
			.filter(SupportCase::isOpen)
			.findFirst()
			.orElseThrow()
			.number();
	}

	private void sendsBack(SupportCase of) {
		customerSays(of, SignOff.Answer.SENT_BACK);
	}

	private void customerSays(SupportCase of, SignOff.Answer answer) {
		asCustomer(of, () -> {
			this.signOffs.answered(of, answer, "");
			this.journey.customerAnswered(this.cases.get(of.id()), answer == SignOff.Answer.CONFIRMED);
		});
	}

	private void customerWrites(SupportCase of) {
		asCustomer(of, () -> {
			this.messages.fromCustomer(of, "Here is what you asked for.");
			this.journey.customerWrote(this.cases.get(of.id()));
		});
		this.journal.customerWrote(of.id(), now());
		if (!of.isOpen()) {
			this.journal.reopened(of.id(), now());
		}
	}

	private void asCustomer(SupportCase of, Runnable work) {
		Actor.customer(this.customers.get(of.customerId()).email(), Door.CUSTOMER_PAGE)
			.runs(() -> this.transactions.retrying(() -> {
				this.cases.lock(of.id());
				work.run();
				return "";
			}));
	}

	private boolean isOpen(SupportCase of, String task) {
		return this.worker.open(of).contains(task);
	}

	private boolean isAsked(SupportCase of) {
		return this.signOffs.latest(of.id()).filter(SignOff::isOpen).isPresent();
	}

	/** Rings every timer that is due until then, each at its own time. */
	void timePassesUntil(Instant then) {
		for (Job next = next(then); next != null; next = next(then)) {
			Instant due = next.getDuedate().toInstant();
			if (due.isAfter(this.clock.instant())) {
				this.clock.set(due.plusMillis(1));
			}
			this.management.executeJob(next.getId());
			this.rang.merge(Objects.requireNonNullElse(next.getProcessDefinitionKey(), "?"), 1, Integer::sum);
			mailIsDelivered();
		}
		if (then.isAfter(this.clock.instant())) {
			this.clock.set(then);
		}
	}

	private @Nullable Job next(Instant then) {
		return this.management.createJobQuery()
			.withRetriesLeft()
			.duedateLowerThan(Date.from(then))
			.orderByJobDuedate()
			.asc()
			.listPage(0, 1)
			.stream()
			.findFirst()
			.orElse(null);
	}

	private void mailIsDelivered() {
		long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!this.outbox.waiting(1).isEmpty()) {
			if (System.nanoTime() > patience) {
				throw new IllegalStateException("Mail is not delivered: " + this.outbox.waiting(1));
			}
			LockSupport.parkNanos(1_000_000);
		}
	}

	/** What the log left open ends as silence does. */
	void endsWhatIsLeft() {
		this.now = null;
		for (SupportCase one : this.byTrace.values()) {
			SupportCase of = this.cases.get(one.id());
			if (of.isOpen() && !isAsked(of)) {
				answers(of);
				mailIsDelivered();
			}
		}
		timePassesUntil(this.clock.instant().plus(Duration.ofDays(30)));
		for (SupportCase one : this.byTrace.values()) {
			SupportCase of = this.cases.get(one.id());
			if (of.isOpen()) {
				closes(of);
				mailIsDelivered();
			}
		}
	}

}
