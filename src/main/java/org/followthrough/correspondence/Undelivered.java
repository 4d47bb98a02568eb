package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.UndeliveredWord.Outcome;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.customers.MailAddress;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.identity.SignedIn;
import org.followthrough.teams.Teams;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mail that was given up or came back, each for a person who was told and has to act:
 * whoever answers for the case, whoever wrote it, or the manager of its team. Where none
 * of them is named, administrators are told. It stays until somebody says what became of
 * it.
 */
@Component
public class Undelivered {

	/** How long the reason of a decision may be. */
	public static final int LONGEST_REASON = 2000;

	private static final Logger log = LoggerFactory.getLogger(Undelivered.class);

	private static final int MOST = 100;

	private static final int MOST_OF_CASE = 1000;

	private final UndeliveredMapper words;

	private final OutboxMapper mails;

	private final Outbox outbox;

	private final Notices notices;

	private final Cases cases;

	private final Customers customers;

	private final Teams teams;

	private final People people;

	private final MailSettings settings;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	Undelivered(UndeliveredMapper words, OutboxMapper mails, Outbox outbox, Notices notices, Cases cases,
			Customers customers, Teams teams, @Lazy People people, MailSettings settings, Audit audit,
			Transactions transactions, Clock clock) {
		this.words = words;
		this.mails = mails;
		this.outbox = outbox;
		this.notices = notices;
		this.cases = cases;
		this.customers = customers;
		this.teams = teams;
		this.people = people;
		this.settings = settings;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * A message did not reach a case's customer: somebody has to act, and is told.
	 * @param mail the mail that carried it
	 * @param about the case
	 * @param message the message
	 * @param author who wrote it; null for what nobody did
	 * @param reason why, in the mail system's words
	 * @return who has to act; empty if nobody is named for it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Optional<String> word(OutgoingMail mail, SupportCase about, long message, @Nullable String author, String reason) {
		if (about.closedAs() == Closing.SPAM) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		Optional<String> named = whoActs(about, author);
		this.words.insert(mail.id(), message, about.id(), about.customerId(), now, named.orElse(null));
		named.map(List::of)
			.orElseGet(() -> this.people.in(Groups.ADMINS))
			.forEach((account) -> this.notices.tellUndelivered(account, about, reason,
					"undelivered-" + message + "-" + now));
		return named;
	}

	private Optional<String> whoActs(SupportCase about, @Nullable String author) {
		String team = (about.team() != null) ? about.team() : about.addressedTeam();
		return Stream.of(about.owner(), author, this.teams.get(team).manager())
			.filter(Objects::nonNull)
			.flatMap((account) -> this.people.find(account).map(Person::account).stream())
			.findFirst();
	}

	/**
	 * A mail that carries no message did not arrive. Nobody is told by mail: mail to us
	 * may be what doesn't arrive.
	 * @param mail the mail
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void mail(OutgoingMail mail) {
		if (!this.mails.isTest(mail.id())) {
			this.words.insert(mail.id(), null, null, null, this.clock.instant(), null);
			this.audit.record(Audit.SYSTEM, "mail.undeliverable", Map.of("mail", mail.id()));
		}
	}

	/** The customer saw it on their page: nobody has to act any more. */
	@Transactional(propagation = Propagation.MANDATORY)
	void seen(long message) {
		this.words.seen(message, this.clock.instant());
	}

	/**
	 * A case turned out to be spam: there is nobody to reach.
	 * @param spam the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void nobodyToReach(SupportCase spam) {
		this.words.nobodyToReach(spam.id(), this.clock.instant());
	}

	/**
	 * Whoever answers for a case from now on has to act on what did not arrive.
	 * @param of the case, with its new owner
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void ownerChanged(SupportCase of) {
		if (of.owner() != null) {
			this.words.handOn(of.id(), of.owner());
		}
	}

	/**
	 * What somebody has to act on, the oldest first.
	 * @param account who was told; null for all of it
	 * @param after the row after which to start; 0 for the beginning
	 * @param limit how many at the most
	 * @return mail that did not arrive
	 */
	@Transactional(readOnly = true)
	public List<UndeliveredWord> open(@Nullable String account, long after, int limit) {
		return (account != null) ? this.words.openOf(account, after, limit) : this.words.open(after, limit);
	}

	/**
	 * One of them, settled or not.
	 * @param id its row
	 * @return mail that did not arrive
	 */
	@Transactional(readOnly = true)
	public UndeliveredWord get(long id) {
		return this.words.find(id).orElseThrow(Unknown::new);
	}

	/**
	 * What did not arrive of a case's messages.
	 * @param caseId the case
	 * @return by message; the last time of each
	 */
	@Transactional(readOnly = true)
	public Map<Long, UndeliveredWord> ofCase(long caseId) {
		return this.words.ofCase(caseId, MOST_OF_CASE)
			.stream()
			.collect(Collectors.toMap((word) -> Objects.requireNonNull(word.messageId()), Function.identity(),
					(last, before) -> last, LinkedHashMap::new));
	}

	/**
	 * How much did not arrive that the reader of a page has to act on.
	 * @return the number, 100 at the most; none when nobody can tell, since a page that
	 * reports a problem has to be shown all the same
	 */
	public int number() {
		try {
			Person reader = SignedIn.person().orElse(null);
			if (reader == null) {
				return 0;
			}
			int own = this.words.countOf(reader.account(), MOST);
			return reader.isIn(Groups.ADMINS) ? Math.min(MOST, own + this.words.countOfNobody(MOST)) : own;
		}
		catch (DataAccessException ex) {
			log.warn("Mail that did not arrive could not be counted", ex);
			return 0;
		}
	}

	/**
	 * Sends a mail once more, as the current actor: to the address that its customer has
	 * now.
	 * @param id which
	 */
	public void tryAgain(long id) {
		this.transactions.retrying(() -> {
			UndeliveredWord word = locked(id);
			if (word.customerId() != null) {
				this.mails.readdress(word.mailId(), this.customers.get(word.customerId()).email());
			}
			this.outbox.retry(word.mailId());
			return null;
		});
	}

	/**
	 * Says that a customer has another address, as the current actor. What they did not
	 * get goes there now, and all else that they are to get does, too.
	 * @param id what did not arrive
	 * @param address their address
	 * @param reason how that is known
	 * @return how many mails go to the new address now
	 * @throws Invalid if the address can't be theirs
	 */
	public int correct(long id, String address, String reason) {
		String because = checked(reason, "Say how you know that this is their address.");
		return this.transactions.retrying(() -> {
			UndeliveredWord word = locked(id);
			if (word.customerId() == null) {
				throw new Invalid("address",
						"This mail is to no customer. Correct the address where it stands, and choose \"Try again\".");
			}
			Customer before = this.customers.get(word.customerId());
			Customer corrected = this.customers.correctAddress(before, checked(before, address));
			this.mails.readdressAll(before.id(), before.email(), corrected.email());
			Collection<Long> mails = again(this.words.openToCustomer(before.id(), MOST), corrected.email());
			this.audit.record(Objects.requireNonNull(word.caseNumber()), "message.readdressed",
					Map.of("message", Objects.requireNonNull(word.messageId()), "oldAddress", before.email(),
							"newAddress", corrected.email(), "reason", because));
			return mails.size();
		});
	}

	/** In the order of their rows, as everybody else who locks several. */
	private Collection<Long> again(List<UndeliveredWord> all, String address) {
		Map<Long, Long> mails = new TreeMap<>();
		all.forEach((word) -> mails.put(word.mailId(), word.id()));
		mails.keySet().forEach((mail) -> {
			this.mails.readdress(mail, address);
			this.outbox.retry(mail, Outcome.CORRECTED);
		});
		return mails.keySet();
	}

	private String checked(Customer of, String address) {
		String fresh = MailAddress.parse(address)
			.orElseThrow(() -> new Invalid("address", "\"" + address.strip() + "\" is not a mail address."));
		if (fresh.equals(of.email())) {
			throw new Invalid("address",
					"This is the address that they have. To write there once more, choose " + "\"Try again\".");
		}
		if (this.settings.isOurs(fresh)) {
			throw new Invalid("address", fresh + " is an address of ours.");
		}
		return fresh;
	}

	/**
	 * Settles mail that did not arrive, as the current actor: they were reached
	 * otherwise, or it has no point any more. The promises of the case stay as they are.
	 * @param id which
	 * @param reason how they were reached, or why that isn't needed
	 */
	public void settle(long id, String reason) {
		String because = checked(reason, "Say how you reached them, or why that isn't needed any more.");
		this.transactions.retrying(() -> {
			UndeliveredWord word = locked(id);
			this.words.settle(id, this.clock.instant(), Actor.current().id(), Outcome.REACHED);
			if (word.messageId() != null) {
				this.audit.record(Objects.requireNonNull(word.caseNumber()), "message.settled",
						Map.of("message", word.messageId(), "reason", because));
			}
			else {
				this.audit.record(Audit.SYSTEM, "mail.settled", Map.of("mail", word.mailId(), "reason", because));
			}
			return null;
		});
	}

	private static String checked(String reason, String needed) {
		String because = reason.strip();
		if (because.isEmpty()) {
			throw new Invalid("reason", needed);
		}
		if (because.length() > LONGEST_REASON) {
			throw new Invalid("reason", "Say it in " + LONGEST_REASON + " characters or fewer.");
		}
		return because;
	}

	/** The case first, as everybody does who changes one. */
	private UndeliveredWord locked(long id) {
		UndeliveredWord word = get(id);
		requirePart(word);
		if (word.caseId() != null) {
			this.cases.lock(word.caseId());
		}
		this.words.lockOpen(id).orElseThrow(Settled::new);
		return word;
	}

	private void requirePart(UndeliveredWord word) {
		if (word.isToCustomer()) {
			if (!Actor.current().id().equals(word.told())
					&& !this.people.actorIsIn(Groups.AGENTS, Groups.MANAGERS, Groups.ADMINS)) {
				throw new NotYours("Agents, managers and administrators see to mail that did not arrive, and whoever "
						+ "was told. Write a note if you know more.");
			}
		}
		else if (!this.people.actorIsIn(Groups.ADMINS)) {
			throw new NotYours("Administrators see to mail that is to nobody's case.");
		}
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
	 * Somebody else was faster, or the customer saw it.
	 */
	static class Settled extends Refusal {

		Settled() {
			super(Kind.CONFLICT, "This is settled already: somebody else saw to it, or the customer saw the message "
					+ "on their page.");
		}

	}

	/**
	 * There is no such mail.
	 */
	static class Unknown extends Refusal {

		Unknown() {
			super(Kind.NOT_FOUND, "No mail of this number failed to arrive.");
		}

	}

}
