package org.followthrough.erasure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Overwrites what there is of a person whose erasure was confirmed: their cases, some in
 * each transaction, then what is found by their address. Whoever holds the erasure's row
 * goes on with it, so that it is done once, and to its end.
 */
@Component
class PersonErasing {

	private static final int CASES = 20;

	private static final int ROWS = 200;

	private final ErasureMapper rows;

	private final Erasures erasures;

	private final CaseEraser eraser;

	private final Files files;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	PersonErasing(ErasureMapper rows, Erasures erasures, CaseEraser eraser, Files files, Audit audit,
			Transactions transactions, Clock clock) {
		this.rows = rows;
		this.erasures = erasures;
		this.eraser = eraser;
		this.files = files;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Does the next step, unless another node is at it.
	 * @return whether there may be more
	 */
	boolean step() {
		return this.transactions.retrying(() -> {
			Optional<Long> taken = this.rows.takeRunning();
			taken.flatMap(this.rows::find).ifPresent(this::goOn);
			return taken.isPresent();
		});
	}

	private void goOn(Erasure erasure) {
		long customer = Objects.requireNonNull(erasure.customerId());
		List<ErasureMapper.CaseRow> cases = this.rows.toErase(customer, CASES);
		if (!cases.isEmpty()) {
			List<ErasedCase> gone = this.eraser.erase(
					cases.stream().map((one) -> new CaseEraser.Going(one.id(), one.number(), "on request")).toList(),
					erasure.id());
			keep(this.rows, erasure.id(), gone, 0);
			return;
		}
		String address = Objects.requireNonNull(erasure.address());
		if (!forgetSome(erasure, address)) {
			end(erasure, customer, address);
		}
	}

	/** Counts what went of cases. */
	static void keep(ErasureMapper rows, long erasure, List<ErasedCase> gone, int held) {
		if (!gone.isEmpty()) {
			rows.keep(gone);
		}
		rows.count(erasure, gone.size(), gone.stream().mapToInt(ErasedCase::messages).sum(),
				gone.stream().mapToInt(ErasedCase::files).sum(), gone.stream().mapToInt(ErasedCase::mails).sum(), held);
	}

	/** What they sent, also to nobody's case, and wrote on cases of others. */
	private boolean forgetSome(Erasure erasure, String address) {
		List<Long> written = this.rows.written(address, ROWS);
		if (!written.isEmpty()) {
			List<Long> sent = this.rows.filesOf(written);
			this.files.forget(sent);
			this.rows.forgetNames(written);
			this.rows.forgetHtml(written);
			this.rows.forgetTexts(written);
			this.rows.forgetWords(written);
			this.rows.count(erasure.id(), 0, written.size(), sent.size(), 0, 0);
			return true;
		}
		List<Long> raw = this.rows.mailFiles(address, ROWS);
		this.files.forget(raw);
		int mails = this.rows.forgetMails(address, ROWS);
		this.rows.count(erasure.id(), 0, 0, 0, mails, 0);
		return mails > 0;
	}

	private void end(Erasure erasure, long customer, String address) {
		this.rows.settleLetters(address, this.clock.instant());
		int letters = this.rows.forgetLetters(address);
		this.rows.count(erasure.id(), 0, 0, 0, letters, 0);
		this.rows.forgetNotices(address);
		this.rows.forgetSuppressed(address);
		forgetSearches(customer, address);
		Customer gone = new Customer(customer, address, "", "", "", erasure.askedAt(), null);
		this.rows.end(erasure.id(), this.clock.instant(), String.join("\n",
				this.erasures.stays(gone, new Preview.Counts(0, 0, 0, 0, 0, 0, 0, 0), this.rows.plain(erasure.id()))));
		Erasure done = this.erasures.get(erasure.id());
		this.audit.record(Audit.SYSTEM, "erasure.ended",
				Map.of("erasure", done.id(), "customer", Person.called(customer), "cases", done.cases(), "messages",
						done.messages(), "files", done.files(), "mails", done.mails()));
	}

	private void forgetSearches(long customer, String address) {
		this.rows.holdInquiries();
		List<Integer> words = new ArrayList<>(this.rows.searchWords(address, address.substring(address.indexOf('@'))));
		if (!words.isEmpty()) {
			this.rows.unmark(words, customer, address);
			this.rows.recount(words);
			this.rows.forgetSearchWords(words);
		}
		for (String written : List.of(address, URLEncoder.encode(address, StandardCharsets.UTF_8))) {
			this.rows.renameSearches(written, Customers.erased(customer));
			this.rows.renameSamples(written, Customers.erased(customer));
		}
	}

}
