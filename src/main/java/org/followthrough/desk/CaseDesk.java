package org.followthrough.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Splits;
import org.followthrough.correspondence.Turns;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.promises.Pauses;
import org.followthrough.promises.Promises;
import org.followthrough.signoff.SignOffs;
import org.followthrough.web.Invalid;
import org.followthrough.web.Languages;
import org.followthrough.web.Refusal;
import org.followthrough.web.UploadedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people and programs do with a case beside their tasks, each in one transaction.
 */
@Component
class CaseDesk {

	private static final int LONGEST_KEY = 128;

	private final Cases cases;

	private final CaseJourney journey;

	private final Customers customers;

	private final Intake intake;

	private final Messages messages;

	private final Updates updates;

	private final Promises promises;

	private final Pauses pauses;

	private final Turns turns;

	private final SignOffs signOffs;

	private final People people;

	private final Splits splits;

	private final Languages languages;

	private final IdempotencyMapper keys;

	private final Transactions transactions;

	private final Clock clock;

	CaseDesk(Cases cases, CaseJourney journey, Customers customers, Intake intake, Messages messages, Updates updates,
			Promises promises, Pauses pauses, Turns turns, SignOffs signOffs, People people, Splits splits,
			Languages languages, IdempotencyMapper keys, Transactions transactions, Clock clock) {
		this.cases = cases;
		this.journey = journey;
		this.customers = customers;
		this.intake = intake;
		this.messages = messages;
		this.updates = updates;
		this.promises = promises;
		this.pauses = pauses;
		this.turns = turns;
		this.signOffs = signOffs;
		this.people = people;
		this.splits = splits;
		this.languages = languages;
		this.keys = keys;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Opens a case; once for each idempotency key, however often it is asked.
	 */
	SupportCase open(CaseController.NewCaseRequest request, @Nullable String key) {
		return this.transactions.retrying(() -> (key != null) ? openOnce(request, key) : open(request));
	}

	private SupportCase openOnce(CaseController.NewCaseRequest request, String key) {
		if (key.isBlank() || key.length() > LONGEST_KEY) {
			throw new Invalid("Idempotency-Key", "The key holds between 1 and " + LONGEST_KEY + " characters.");
		}
		String account = Actor.current().id();
		byte[] hash = DigestUtils.sha256(request.toString());
		try {
			// Who sends the same key at the same time waits here until the first has
			// committed.
			this.keys.insert(account, key, hash, this.clock.instant());
		}
		catch (DuplicateKeyException ex) {
			return answered(account, key, hash);
		}
		SupportCase opened = open(request);
		this.keys.answer(account, key, opened.number());
		return opened;
	}

	private SupportCase answered(String account, String key, byte[] hash) {
		IdempotencyMapper.Row row = this.keys.get(account, key);
		if (!Arrays.equals(hash, row.requestHash())) {
			throw new KeyReused();
		}
		return this.cases.get(row.caseNumber());
	}

	private SupportCase open(CaseController.NewCaseRequest request) {
		Customer customer = this.customers.known(request.customer().email(), request.customer().name(),
				this.languages.spokenIn(request.subject() + "\n" + request.description()).orElse(null));
		return this.intake.open(request.newCase(customer), request.description());
	}

	@Transactional(readOnly = true)
	List<Message> messages(SupportCase of, long after, int limit) {
		return this.messages.ofCase(of.id(), after, limit);
	}

	/**
	 * Writes to the customer, or a note, with files or without.
	 */
	Message write(String number, String text, boolean internal, @Nullable Instant nextUpdateAt,
			@Nullable String laterBecause, List<UploadedFile> files) {
		return this.transactions.retrying(() -> {
			if (internal) {
				return this.messages.note(this.cases.get(number), text, files);
			}
			return this.updates.send(List.of(number), text, nextUpdateAt, laterBecause, files).get(0);
		});
	}

	/**
	 * Adds files with words: the customer's, entered for them, or a note.
	 */
	Message enclose(String number, String text, boolean fromCustomer, List<UploadedFile> files) {
		return this.transactions.retrying(() -> {
			if (!fromCustomer) {
				return this.messages.note(this.cases.get(number), text, files);
			}
			this.cases.lock(number);
			SupportCase about = this.cases.getOpen(number);
			Message kept = this.messages.fromCustomer(about, text, files);
			this.journey.customerWrote(about);
			return kept;
		});
	}

	/**
	 * Says what a case concerns.
	 */
	SupportCase concerns(String number, @Nullable String product, @Nullable String component) {
		return this.transactions.retrying(() -> {
			this.cases.lock(number);
			this.cases.concerns(this.cases.getOpen(number), product, component);
			return this.cases.get(number);
		});
	}

	/**
	 * Stops the clock of the case's promise while a question of ours lies with the
	 * customer.
	 */
	SupportCase pause(String number) {
		return this.transactions.retrying(() -> {
			requirePart("Agents and managers pause a promise.");
			this.cases.lock(number);
			SupportCase of = this.cases.getOpen(number);
			this.pauses.pause(of, this.turns.openQuestion(of).orElseThrow(NoQuestion::new));
			return of;
		});
	}

	/**
	 * Lets the clock run on.
	 */
	SupportCase resume(String number) {
		return this.transactions.retrying(() -> {
			requirePart("Agents and managers let a promise run on.");
			this.cases.lock(number);
			SupportCase of = this.cases.getOpen(number);
			this.promises.resume(of);
			return of;
		});
	}

	private void requirePart(String whose) {
		if (!this.people.actorIsIn(Groups.AGENTS, Groups.MANAGERS)) {
			throw new NotYours(whose);
		}
	}

	/**
	 * Ends a case before its time.
	 */
	SupportCase endEarly(String number, Closing as, String reason, @Nullable String of) {
		return this.transactions.retrying(() -> endOnce(number, as, reason, of));
	}

	private SupportCase endOnce(String number, Closing as, String reason, @Nullable String of) {
		requirePart("Agents and managers end a case early. Write a note that says why it should end.");
		this.cases.lockBoth(number, (of != null) ? of.strip() : "");
		this.cases.lock(number);
		SupportCase ended = this.cases.getOpen(number);
		if (as == Closing.DUPLICATE) {
			if (of == null || of.isBlank()) {
				throw new Invalid("of", "Name the case that goes on in this one's stead.");
			}
			this.cases.duplicateOf(ended, of.strip());
		}
		this.signOffs.endsEarly(ended, as, reason);
		this.journey.endedEarly(ended, as);
		return this.cases.get(number);
	}

	/**
	 * Merges a case into another of the same customer: it ends as a duplicate, and what
	 * they write to it from then on goes to the other.
	 */
	SupportCase merge(String number, String into, String reason) {
		return this.transactions.retrying(() -> {
			requirePart("Agents and managers merge cases. Write a note that says which belong together.");
			String remaining = into.strip().toUpperCase(Locale.ROOT);
			if (reason.isBlank()) {
				throw new Invalid("reason", "Say why they belong together.");
			}
			SupportCase other = this.cases.find(remaining)
				.orElseThrow(() -> new Invalid("into", "Name the case that goes on."));
			if (other.customerId() != this.cases.get(number).customerId()) {
				throw new Invalid("into",
						other.number() + " is another customer's, who must not get to read this one's words. "
								+ "Each keeps their own case.");
			}
			try {
				return endOnce(number, Closing.DUPLICATE, reason, remaining);
			}
			catch (Invalid ex) {
				throw ex.fields().containsKey("of") ? new Invalid("into", ex.getMessage()) : ex;
			}
		});
	}

	/**
	 * Makes a case of its own of something else that the customer wrote.
	 */
	SupportCase split(String number, long message, String subject) {
		return this.transactions.retrying(() -> {
			requirePart("Agents and managers split cases. Write a note that says what is about something else.");
			return this.splits.split(this.cases.lock(number), message, subject);
		});
	}

	/**
	 * Somebody tried what isn't their part.
	 */
	static class NotYours extends Refusal {

		NotYours(String whose) {
			super(Kind.FORBIDDEN, whose);
		}

	}

	/**
	 * A promise can't be paused while it is our turn.
	 */
	static class NoQuestion extends Refusal {

		NoQuestion() {
			super(Kind.CONFLICT, "No question of ours lies with the customer, so it is our turn and the clock runs. "
					+ "Ask them first.");
		}

	}

	/**
	 * An idempotency key came with another request than before.
	 */
	static class KeyReused extends Refusal {

		KeyReused() {
			super(Kind.INVALID, "This Idempotency-Key was used for another request. Use a fresh one for each request.");
		}

	}

}
