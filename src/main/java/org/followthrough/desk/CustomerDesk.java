package org.followthrough.desk;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.Successions;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.AutomaticMessages;
import org.followthrough.correspondence.Intake;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Seen;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerLinks;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.signoff.Meaning;
import org.followthrough.signoff.Question;
import org.followthrough.signoff.Rating;
import org.followthrough.signoff.Ratings;
import org.followthrough.signoff.Reading;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.followthrough.web.Refusal;
import org.followthrough.web.UploadedFile;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer does on the page of their case. The link in their hand says which case
 * and who they are.
 */
@Component
class CustomerDesk {

	private final CustomerLinks links;

	private final Cases cases;

	private final CaseJourney journey;

	private final Customers customers;

	private final Successions successions;

	private final Intake intake;

	private final Messages messages;

	private final AutomaticMessages automatic;

	private final Seen seen;

	private final SignOffs signOffs;

	private final Ratings ratings;

	private final Languages languages;

	private final Transactions transactions;

	CustomerDesk(CustomerLinks links, Cases cases, CaseJourney journey, Customers customers, Successions successions,
			Intake intake, Messages messages, AutomaticMessages automatic, Seen seen, SignOffs signOffs,
			Ratings ratings, Languages languages, Transactions transactions) {
		this.links = links;
		this.cases = cases;
		this.journey = journey;
		this.customers = customers;
		this.successions = successions;
		this.intake = intake;
		this.messages = messages;
		this.automatic = automatic;
		this.seen = seen;
		this.signOffs = signOffs;
		this.ratings = ratings;
		this.languages = languages;
		this.transactions = transactions;
	}

	/**
	 * The case of a link that works.
	 * @throws LinkExpired if its time is over
	 */
	@Transactional(readOnly = true)
	SupportCase open(String token) {
		return there(this.cases.get(caseOf(token)));
	}

	/** The language of whoever has the link: the customer's. */
	Language language(String token) {
		return this.languages.of(customer(token).language());
	}

	private Customer customer(String token) {
		return this.customers.get(this.cases.get(caseOf(token)).customerId());
	}

	/** The customer reads that language best. */
	void reads(String token, Language language) {
		this.transactions.retrying(() -> {
			Customer customer = customer(token);
			return Actor.customer(customer.email(), Door.CUSTOMER_PAGE)
				.does(() -> this.customers.reads(customer, language));
		});
	}

	private static SupportCase there(SupportCase theirs) {
		if (theirs.isErased()) {
			throw new NoLongerThere();
		}
		return theirs;
	}

	private long caseOf(String token) {
		CustomerLinks.Opened opened = this.links.open(token);
		if (opened.expired()) {
			throw new LinkExpired();
		}
		return opened.caseId();
	}

	/** Whether what the customer writes now opens their closed case again. */
	boolean mayReopen(SupportCase theirs) {
		return this.successions.mayReopen(theirs);
	}

	/** The case that theirs continues, and the path of its page. */
	Optional<OtherCase> before(SupportCase theirs) {
		return Optional.ofNullable(theirs.continues()).map(this.cases::get).map(this::other);
	}

	/** The case that goes on from theirs, the latest if there are several. */
	Optional<OtherCase> after(SupportCase theirs) {
		return this.cases.continuing(List.of(theirs)).stream().reduce((first, later) -> later).map(this::other);
	}

	private OtherCase other(SupportCase other) {
		return new OtherCase(other.number(), page(other));
	}

	/** The path of a case's page. */
	String page(SupportCase of) {
		return URI.create(this.links.to(of.id())).getPath();
	}

	/**
	 * Sends a fresh link to the customer of an expired one, to the address we know.
	 */
	@Transactional
	void sendFreshLink(String token) {
		CustomerLinks.Opened opened = this.links.open(token);
		if (opened.expired()) {
			this.automatic.sendFreshLink(there(this.cases.get(opened.caseId())));
		}
	}

	/**
	 * The customer looked at their page.
	 */
	void saw(String token, long upTo, Instant shownAt) {
		as(token, (theirs) -> this.seen.onThePage(theirs.id(), upTo, shownAt));
	}

	/**
	 * Keeps what the customer wrote, on the case that takes it.
	 * @return that case
	 */
	SupportCase reply(String token, String text, List<UploadedFile> files) {
		if (text.isBlank() && files.isEmpty()) {
			throw new Wrong("customer.wrong.empty");
		}
		AtomicReference<SupportCase> kept = new AtomicReference<>();
		as(token, (to) -> kept.set(keep(to, text, files)));
		return kept.get();
	}

	private SupportCase keep(SupportCase to, String text, List<UploadedFile> files) {
		return this.successions.taking(to).map((taking) -> {
			this.messages.fromCustomer(taking, text, files);
			this.journey.customerWrote(taking);
			return taking;
		}).orElseGet(() -> this.intake.open(this.successions.after(to, Door.CUSTOMER_PAGE), text, files));
	}

	/**
	 * Keeps how content the customer was. Who isn't, or says that it is not solved, is
	 * heard by a person.
	 * @return whether a person comes back to them
	 */
	boolean rate(String token, int points, String words) {
		if (points < 1 || points > Rating.BEST) {
			throw new Wrong("customer.wrong.points");
		}
		Wrong.ifLonger(words, Ratings.LONGEST);
		AtomicBoolean heard = new AtomicBoolean();
		as(token, (rated) -> {
			Rating given = this.ratings.give(rated, points, words.isBlank() ? null : words);
			heard.set(given.isLow() || read(rated, words) == Meaning.NO);
			if (heard.get()) {
				keep(rated, "%d of %d points. %s".formatted(points, Rating.BEST, words), List.of());
			}
		});
		return heard.get();
	}

	private Meaning read(SupportCase about, String words) {
		return Reading.of(words, new Question(about.subject(), this.customers.get(about.customerId()).name(), false));
	}

	/**
	 * Takes the customer's yes, unless its words say anything else.
	 * @return whether it was taken as a yes; if not, a person reads the words
	 */
	boolean confirm(String token, String words) {
		return answer(token, SignOff.Answer.CONFIRMED, words);
	}

	/**
	 * Takes the customer's no, unless its words say yes.
	 * @return whether it was taken as a no; if not, a person reads the words
	 */
	boolean sendBack(String token, String words) {
		if (words.isBlank()) {
			throw new Wrong("customer.wrong.words");
		}
		return answer(token, SignOff.Answer.SENT_BACK, words);
	}

	/** Has somebody else look at what we said can't be solved. */
	void askForSomebodyElse(String token, String words) {
		as(token, (about) -> {
			requireQuestion(about);
			this.messages.fromCustomer(about, words.isBlank() ? "I would like somebody else to look at it."
					: "I would like somebody else to look at it: " + words);
			this.signOffs.goesToSomebodyElse(about);
			this.signOffs.answered(about, SignOff.Answer.SENT_BACK, words);
			this.journey.customerAskedForSomebodyElse(about);
		});
	}

	private boolean answer(String token, SignOff.Answer answer, String words) {
		AtomicBoolean taken = new AtomicBoolean();
		as(token, (about) -> {
			requireQuestion(about);
			taken.set(words.isBlank() || agree(about, answer, words));
			if (!words.isBlank()) {
				this.messages.fromCustomer(about, words);
			}
			if (taken.get()) {
				this.signOffs.answered(about, answer, words);
				this.journey.customerAnswered(about, answer == SignOff.Answer.CONFIRMED);
			}
			else {
				this.journey.customerWrote(about);
			}
		});
		return taken.get();
	}

	/** Whether the words that came with a button go with it. */
	private boolean agree(SupportCase about, SignOff.Answer answer, String words) {
		Meaning meaning = read(about, words);
		return (answer == SignOff.Answer.CONFIRMED) ? meaning == Meaning.YES || meaning == Meaning.COURTESY
				: meaning != Meaning.YES;
	}

	void askToTalk(String token, String words) {
		as(token, (about) -> {
			requireOpen(about);
			this.messages.fromCustomer(about, words.isBlank() ? "I would like to talk to a person."
					: "I would like to talk to a person: " + words);
			this.journey.customerAskedToTalk(about);
		});
	}

	void withdraw(String token, String words) {
		as(token, (about) -> {
			requireOpen(about);
			if (!words.isBlank()) {
				this.messages.fromCustomer(about, words);
			}
			this.signOffs.endsEarly(about, Closing.WITHDRAWN, words.isBlank() ? "The customer took it back." : words);
			this.journey.endedEarly(about, Closing.WITHDRAWN);
		});
	}

	/**
	 * Works on the case of a link, on behalf of its customer, while nobody else changes
	 * it.
	 */
	private void as(String token, Consumer<SupportCase> work) {
		this.transactions.retrying(() -> {
			SupportCase theirs = there(this.cases.lock(caseOf(token)));
			Actor.customer(this.customers.get(theirs.customerId()).email(), Door.CUSTOMER_PAGE)
				.runs(() -> work.accept(theirs));
			return null;
		});
	}

	private static void requireOpen(SupportCase about) {
		if (!about.isOpen()) {
			throw new AlreadyClosed();
		}
	}

	private void requireQuestion(SupportCase about) {
		requireOpen(about);
		Optional<SignOff> question = this.signOffs.latest(about.id()).filter(SignOff::isOpen);
		if (question.isEmpty()) {
			throw new SignOffs.NothingAsked();
		}
	}

	/**
	 * Another case of the same customer.
	 *
	 * @param number its number
	 * @param page the path of its page
	 */
	record OtherCase(String number, String page) {
	}

	/**
	 * A genuine link whose time is over.
	 */
	static class LinkExpired extends Refusal {

		LinkExpired() {
			super(Kind.GONE, "This link has expired. We can send a fresh one to the mail address of the case.");
		}

	}

	/**
	 * What was written on the case is gone for good.
	 */
	static class NoLongerThere extends Refusal {

		NoLongerThere() {
			super(Kind.GONE, "What was written here was erased, and nobody can read it any more. If there is something "
					+ "else that we can do for you, please write to us anew.");
		}

	}

	/**
	 * What was asked for needs an open case.
	 */
	static class AlreadyClosed extends Refusal {

		AlreadyClosed() {
			super(Kind.CONFLICT, "Your case is closed already. Write us a message, and it is opened again.");
		}

	}

}
